Feature: The protocol
  Whoever speaks to an orchestrator makes mistakes, and some do it on purpose. A mistake is refused, flagged as the protocol
  wants it, in words that help; and it never stops anybody else.

  Rule: What a tool's own schema rules out is refused

    @PROTO-2 @API-2 @critical @fenced
    Scenario Outline: <tool> refuses what its schema rules out
      When <tool> is called wrongly in many ways that its own schema rules out
      Then each of at least 20 wrong calls is refused
      And the same call with nothing wrong is accepted
      And nothing was written outside the workspace

      Examples: tools that take parameters
        | tool                                 |
        | orchestrator_cancel_task             |
        | orchestrator_cleanup_sessions        |
        | orchestrator_complete_task           |
        | orchestrator_delete_task             |
        | orchestrator_execute_task            |
        | orchestrator_get_status              |
        | orchestrator_health_check            |
        | orchestrator_initialize_session      |
        | orchestrator_list_sessions           |
        | orchestrator_maintenance_coordinator |
        | orchestrator_plan_task               |
        | orchestrator_query_tasks             |
        | orchestrator_reconnect_test          |
        | orchestrator_restart_server          |
        | orchestrator_restart_status          |
        | orchestrator_resume_session          |
        | orchestrator_session_status          |
        | orchestrator_shutdown_prepare        |
        | orchestrator_synthesize_results      |
        | orchestrator_update_task             |
        | template_create                      |
        | template_delete                      |
        | template_info                        |
        | template_install_default_library     |
        | template_install_examples            |
        | template_instantiate                 |
        | template_list                        |
        | template_load                        |
        | template_uninstall                   |
        | template_validate                    |
        | template_validate_all                |

    @PROTO-2 @API-2 @normal @fenced
    Scenario Outline: <tool> is not moved by a parameter that it does not know
      When <tool> is called with a parameter that it does not know
      Then the unknown parameter is refused or changes nothing

      Examples: tools that keep or show what they are given
        | tool                       |
        | orchestrator_plan_task     |
        | orchestrator_update_task   |
        | orchestrator_query_tasks   |
        | orchestrator_complete_task |
        | orchestrator_list_sessions |
        | template_list              |

  Rule: A refusal is flagged, and helps

    @PROTO-1 @API-2 @API-4 @critical @fenced
    Scenario Outline: A refusal by <tool> is flagged and says what was wrong
      When <tool> is called wrongly
      Then the refusal is flagged as an error
      And it says in words what was wrong

      Examples: tools that take parameters
        | tool                                 |
        | orchestrator_cancel_task             |
        | orchestrator_cleanup_sessions        |
        | orchestrator_complete_task           |
        | orchestrator_delete_task             |
        | orchestrator_execute_task            |
        | orchestrator_get_status              |
        | orchestrator_health_check            |
        | orchestrator_initialize_session      |
        | orchestrator_list_sessions           |
        | orchestrator_maintenance_coordinator |
        | orchestrator_plan_task               |
        | orchestrator_query_tasks             |
        | orchestrator_reconnect_test          |
        | orchestrator_restart_server          |
        | orchestrator_restart_status          |
        | orchestrator_resume_session          |
        | orchestrator_session_status          |
        | orchestrator_shutdown_prepare        |
        | orchestrator_synthesize_results      |
        | orchestrator_update_task             |
        | template_create                      |
        | template_delete                      |
        | template_info                        |
        | template_install_default_library     |
        | template_install_examples            |
        | template_instantiate                 |
        | template_list                        |
        | template_load                        |
        | template_uninstall                   |
        | template_validate                    |
        | template_validate_all                |

    @PROTO-1 @API-2 @critical
    Scenario: A tool that is not there is refused
      When a tool that is not there is called
      Then the refusal is flagged as an error
      And it says in words what was wrong

    @PROTO-1 @API-2 @critical
    Scenario Outline: That an unknown task cannot be <done> is flagged
      When an unknown task is <done>
      Then the refusal is flagged as an error
      And it says in words what was wrong

      Examples: what was to be done
        | done      |
        | executed  |
        | cancelled |
        | deleted   |

    @PROTO-1 @API-2 @critical
    Scenario: That an unknown task has no results is flagged
      When the results of an unknown task are synthesised
      Then the refusal is flagged as an error
      And it says in words what was wrong

    @PROTO-1 @API-2 @critical
    Scenario Outline: That a task that is <state> is not <done> is flagged
      Given the task "Not this one" is <state>
      When "Not this one" is <done>
      Then the refusal is flagged as an error
      And it says in words what was wrong

      Examples: states
        | state     | done      |
        | completed | executed  |
        | cancelled | executed  |
        | completed | cancelled |
        | archived  | deleted   |

    @PROTO-1 @API-2 @critical
    Scenario Outline: That there is no such session for the <request> is flagged
      When the <request> of an unknown session is asked for
      Then the refusal is flagged as an error
      And it says in words what was wrong

      Examples: requests
        | request    |
        | status     |
        | resumption |

  Rule: A bad line stops nobody

    @PROTO-3 @API-2 @critical
    Scenario Outline: Calls before and behind <bad> are answered
      When a good call is sent before and behind <bad>
      Then both good calls are answered

      Examples: bad lines
        | bad                             |
        | a line that breaks off          |
        | a line of prose                 |
        | a bare number                   |
        | an empty object                 |
        | an empty line                   |
        | a batch                         |
        | an empty batch                  |
        | a lone surrogate                |
        | bytes that are no text          |
        | an unknown method               |
        | an unknown notification         |
        | another version of the envelope |
        | an answer to what nobody asked  |
        | deep nesting                    |
        | a line of a million characters  |

    @PROTO-3 @API-2 @normal
    Scenario: A call before the handshake does not keep the handshake from working
      When a tool is called before the handshake
      Then a call after the handshake is answered

  Rule: Every call gets its own answer, and nothing else is spoken

    @PROTO-3 @API-2 @critical
    Scenario: Calls made at the same time each get their own answer
      When 20 tasks are planned at the same time
      Then each of the 20 answers is about the task that was asked for

    @PROTO-3 @API-2 @normal
    Scenario: Nothing but messages is spoken
      When the tasks are counted
      Then nothing but messages was spoken since the orchestrator began

  Rule: An orchestrator says who it is and what it can do, and sticks to it

    @PROTO-5 @API-4 @normal
    Scenario: The name and the version are told
      Then the orchestrator has told its name and its version

    @PROTO-5 @API-2 @normal
    Scenario: The list of tools is stable over a run
      Given the tools were listed when the run began
      When the tools are listed
      Then the list is the same as then
