Feature: Parameters of the tools
  A call with an invalid value is rejected, and the rejection names that value, so that the caller can find the
  mistake. A parameter that the tool does not know is rejected or ignored.

  Rule: A rejection names the value at fault

    @PROTO-1 @API-2 @normal @fenced
    Scenario Outline: The rejection by <tool> names <named>, an invalid <parameter>
      When <tool> is called with <value> as <parameter>
      Then the rejection mentions "<named>"

      Examples: tasks
        | tool                            | parameter       | value              | named          |
        | orchestrator_plan_task          | task_type       | "daydream"         | daydream       |
        | orchestrator_plan_task          | complexity      | "mind_boggling"    | mind_boggling  |
        | orchestrator_plan_task          | specialist_type | "astrologer"       | astrologer     |
        | orchestrator_plan_task          | due_date        | "the day after"    | the day after  |
        | orchestrator_plan_task          | parent_task_id  | "task_of_nobody"   | task_of_nobody |
        | orchestrator_plan_task          | dependencies    | ["task_of_nobody"] | task_of_nobody |
        | orchestrator_update_task        | task_id         | "task_of_nobody"   | task_of_nobody |
        | orchestrator_update_task        | status          | "dreaming"         | dreaming       |
        | orchestrator_update_task        | complexity      | "mind_boggling"    | mind_boggling  |
        | orchestrator_update_task        | due_date        | "the day after"    | the day after  |
        | orchestrator_execute_task       | task_id         | "task_of_nobody"   | task_of_nobody |
        | orchestrator_complete_task      | task_id         | "task_of_nobody"   | task_of_nobody |
        | orchestrator_complete_task      | artifact_type   | "poem"             | poem           |
        | orchestrator_complete_task      | next_action     | "celebrate"        | celebrate      |
        | orchestrator_cancel_task        | task_id         | "task_of_nobody"   | task_of_nobody |
        | orchestrator_delete_task        | task_id         | "task_of_nobody"   | task_of_nobody |
        | orchestrator_synthesize_results | parent_task_id  | "task_of_nobody"   | task_of_nobody |
        | orchestrator_query_tasks        | status          | ["dreaming"]       | dreaming       |
        | orchestrator_query_tasks        | task_type       | ["daydream"]       | daydream       |
        | orchestrator_query_tasks        | created_after   | "the day before"   | the day before |
        | orchestrator_query_tasks        | limit           | -1                 | -1             |
        | orchestrator_query_tasks        | offset          | -2                 | -2             |

      Examples: sessions and the server
        | tool                                 | parameter               | value               | named             |
        | orchestrator_initialize_session      | working_directory       | "/dev/null/below"   | /dev/null/below   |
        | orchestrator_resume_session          | session_id              | "session_of_nobody" | session_of_nobody |
        | orchestrator_session_status          | session_id              | "session_of_nobody" | session_of_nobody |
        | orchestrator_reconnect_test          | session_id              | "session_of_nobody" | session_of_nobody |
        | orchestrator_cleanup_sessions        | cleanup_type            | "forgotten"         | forgotten         |
        | orchestrator_cleanup_sessions        | older_than_days         | -1                  | -1                |
        | orchestrator_maintenance_coordinator | action                  | "sweep_the_floor"   | sweep_the_floor   |
        | orchestrator_maintenance_coordinator | scope                   | "the_moon"          | the_moon          |
        | orchestrator_maintenance_coordinator | validation_level        | "half_hearted"      | half_hearted      |
        | orchestrator_restart_server          | reason                  | "boredom"           | boredom           |
        | orchestrator_restart_server          | timeout                 | 9                   | 9                 |
        | orchestrator_restart_server          | timeout                 | 301                 | 301               |
        | orchestrator_get_status              | include_completed       | "perhaps"           | perhaps           |
        | orchestrator_health_check            | include_database_status | "perhaps"           | perhaps           |
        | orchestrator_restart_status          | include_history         | "perhaps"           | perhaps           |
        | orchestrator_shutdown_prepare        | check_active_tasks      | "perhaps"           | perhaps           |

      Examples: templates
        | tool                             | parameter   | value                | named              |
        | template_create                  | template_id | "not/allowed"        | not/allowed        |
        | template_create                  | category    | "of_nobody"          | of_nobody          |
        | template_load                    | template_id | "template-of-nobody" | template-of-nobody |
        | template_info                    | template_id | "template-of-nobody" | template-of-nobody |
        | template_delete                  | template_id | "template-of-nobody" | template-of-nobody |
        | template_uninstall               | template_id | "template-of-nobody" | template-of-nobody |
        | template_instantiate             | template_id | "template-of-nobody" | template-of-nobody |
        | template_list                    | category    | "of_nobody"          | of_nobody          |
        | template_validate_all            | category    | "of_nobody"          | of_nobody          |
        | template_install_examples        | category    | "cooking"            | cooking            |
        | template_install_default_library | category    | "cooking"            | cooking            |

  Rule: An unknown parameter is rejected or ignored

    @PROTO-2 @API-2 @normal @fenced
    Scenario Outline: <tool> rejects or ignores an unknown parameter
      When <tool> is called with an unknown parameter
      Then the unknown parameter is rejected or has no effect

      Examples: tools that store or show their arguments
        | tool                       |
        | orchestrator_plan_task     |
        | orchestrator_update_task   |
        | orchestrator_query_tasks   |
        | orchestrator_complete_task |
        | orchestrator_list_sessions |
        | template_list              |

      Examples: other tools
        | tool                                 |
        | orchestrator_cancel_task             |
        | orchestrator_cleanup_sessions        |
        | orchestrator_delete_task             |
        | orchestrator_execute_task            |
        | orchestrator_get_status              |
        | orchestrator_health_check            |
        | orchestrator_initialize_session      |
        | orchestrator_maintenance_coordinator |
        | orchestrator_reconnect_test          |
        | orchestrator_restart_server          |
        | orchestrator_restart_status          |
        | orchestrator_resume_session          |
        | orchestrator_session_status          |
        | orchestrator_shutdown_prepare        |
        | orchestrator_synthesize_results      |
        | template_create                      |
        | template_delete                      |
        | template_get_installation_status     |
        | template_info                        |
        | template_install_default_library     |
        | template_install_examples            |
        | template_instantiate                 |
        | template_load                        |
        | template_uninstall                   |
        | template_validate                    |
        | template_validate_all                |

    @PROTO-2 @API-2 @critical @fenced
    Scenario Outline: A parameter <parameter> that <tool> does not know changes no task
      When <tool> is called with <value> as <parameter>
      Then the unknown parameter is rejected or has no effect

      Examples: parameters of other tools
        | tool                       | parameter                 | value                   |
        | orchestrator_plan_task     | status                    | "completed"             |
        | orchestrator_plan_task     | reason                    | "blue"                  |
        | orchestrator_update_task   | task_type                 | "milestone"             |
        | orchestrator_update_task   | estimated_effort_in_hours | "blue"                  |
        | orchestrator_execute_task  | title                     | "Renamed by its start"  |
        | orchestrator_complete_task | status                    | "failed"                |
        | orchestrator_complete_task | title                     | "Renamed by its result" |
        | orchestrator_cancel_task   | status                    | "failed"                |
        | orchestrator_delete_task   | status                    | "completed"             |
