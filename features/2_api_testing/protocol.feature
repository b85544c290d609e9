Feature: Protocol
  A call that violates the protocol or the schema of a tool is rejected, flagged as an error and explained. It does not
  prevent any other call from being answered, and every call receives its own answer.

  Rule: A call that violates the input schema is rejected

    @PROTO-2 @TASK-1 @normal @fenced
    Scenario: No invalid call of orchestrator_plan_task plans a task
      Given the number of tasks is noted
      When orchestrator_plan_task is called with many kinds of invalid arguments
      Then the number of tasks is unchanged

    @PROTO-2 @API-2 @critical @fenced
    Scenario Outline: <tool> enforces its input schema and writes nothing outside the workspace
      When <tool> is called with many kinds of invalid arguments
      Then each of at least 20 invalid calls is rejected
      And the same call with valid arguments is accepted
      And nothing was written outside the workspace

      Examples: tools with parameters
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

  Rule: A rejection is flagged as an error and explained

    @PROTO-1 @API-2 @API-4 @critical @fenced
    Scenario Outline: The rejection by <tool> is flagged as an error and explained
      When <tool> is called with invalid arguments
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: tools with parameters
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
    Scenario: The rejection of an unknown tool is flagged and explained
      When an unknown tool is called
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

    @PROTO-1 @API-2 @critical
    Scenario Outline: A flagged rejection explains that an unknown task cannot be <done>
      When an unknown task is <done>
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: requests
        | done      |
        | started   |
        | cancelled |
        | deleted   |

    @PROTO-1 @API-2 @critical
    Scenario: A flagged rejection explains that an unknown task has no results
      When the results of an unknown task are synthesised
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

    @PROTO-1 @API-2 @critical
    Scenario Outline: A flagged rejection explains that a task already <state> cannot be <done>
      Given the task "Not this one" is <state>
      When "Not this one" is <done>
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: states
        | state     | done      |
        | completed | started   |
        | cancelled | started   |
        | completed | cancelled |
        | archived  | deleted   |

    @PROTO-1 @API-2 @critical
    Scenario Outline: A rejected <request> for an unknown session is flagged and explained
      When <requesting>
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: requests
        | request            | requesting                                    |
        | status request     | the status of an unknown session is requested |
        | resumption request | an unknown session is resumed                 |

    @PROTO-1 @API-2 @critical
    Scenario Outline: A flagged rejection explains that <what> cannot be <done>
      When <mistake>
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: tasks
        | what                     | done       | mistake                                            |
        | an untitled task         | planned    | the task "Flagged" is planned with the title "   " |
        | an unknown task's title  | changed    | an unknown task's title is changed to "Flagged"    |
        | an unknown task's result | submitted  | an unknown task's result is submitted              |
        | an unknown task          | validated  | only an unknown task is validated                  |
        | a task that is not named | documented | only a task that is not named is documented        |

      Examples: sessions
        | what                               | done    | mistake                                                  |
        | a session in a file                | opened  | a session is opened in a file                            |
        | sessions older than minus a day    | removed | cleanup of sessions older than -1 days runs as a dry run |
        | reconnection to an unknown session | tested  | reconnection to an unknown session is tested             |

      Examples: templates
        | what                            | done        | mistake                                                                     |
        | a template made of prose        | created     | a template made of plain prose is created                                   |
        | an unknown template             | loaded      | the template "no-such-template" is loaded                                   |
        | an unknown template             | described   | the template "no-such-template" is described                                |
        | an unknown template             | deleted     | the template "no-such-template" is deleted                                  |
        | an unknown template             | uninstalled | the template "no-such-template" is uninstalled                              |
        | an unknown template             | used        | the tasks of the template "no-such-template" are planned without any values |
        | a built-in template             | deleted     | a built-in template is deleted                                              |
        | an unknown part of the library  | installed   | an unknown part of the built-in library is installed                        |
        | an unknown part of the examples | installed   | an unknown part of the example collection is installed                      |

    @PROTO-1 @API-2 @critical
    Scenario Outline: A flagged rejection explains that a search with <mistake> is invalid
      Given the task tree "Not searched like this" with 1 subtasks is planned
      When the subtasks of "Not searched like this" are searched with <mistake>
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: mistakes
        | mistake                   |
        | an unknown state          |
        | a negative page size      |
        | a negative start position |
        | an invalid time           |

    @PROTO-1 @API-2 @critical
    Scenario Outline: A flagged rejection explains that a <state> task takes no result
      Given the task "Not this one" is <state>
      When its result is submitted
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: states
        | state     |
        | pending   |
        | completed |

    @PROTO-1 @API-2 @critical
    Scenario Outline: A flagged rejection explains that a <state> task cannot become <new>
      Given the task "Not this one" is <state>
      When its state is changed to <new>
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

      Examples: transitions
        | state     | new         |
        | pending   | completed   |
        | completed | in progress |
        | archived  | pending     |

    @PROTO-1 @API-2 @critical
    Scenario: A flagged rejection explains that a subtask prevents a deletion
      Given the task tree "With a subtask" with 1 subtasks is planned
      When "With a subtask" is deleted
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

    @PROTO-1 @PLAN-4 @API-2 @critical
    Scenario: A flagged rejection explains that unfinished dependencies prevent a start
      Given the task tree "Two in a row" is planned:
        | task   | depends on |
        | First  |            |
        | Second | First      |
      When "Second" is started
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

  Rule: An invalid message does not affect other calls

    @PROTO-3 @API-2 @critical
    Scenario Outline: Calls before and after <bad> are answered
      When a valid call is sent before and after <bad>
      Then both valid calls are answered

      Examples: invalid messages
        | bad                                     |
        | a truncated line                        |
        | a line of prose                         |
        | a bare number                           |
        | an empty object                         |
        | an empty line                           |
        | a batch                                 |
        | an empty batch                          |
        | a lone surrogate                        |
        | bytes that are not UTF-8                |
        | an unknown method                       |
        | a call of an unknown tool               |
        | an unknown notification                 |
        | another version of JSON-RPC             |
        | an answer to a call that was never made |
        | deep nesting                            |
        | a line of a million characters          |

    @PROTO-3 @API-2 @normal
    Scenario: A call before the handshake does not prevent calls after it
      When a client calls a tool before the handshake
      Then the client gets its tools listed and its call answered

  Rule: Every call receives its own answer and no other output

    @PROTO-3 @API-2 @critical
    Scenario: Calls sent at the same time each receive their own answer
      When 20 plans are requested at the same time
      Then each of the 20 answers belongs to its own call

    @PROTO-3 @API-2 @normal
    Scenario: Only protocol messages are written to standard output
      When the tasks are counted
      Then only protocol messages were written to standard output

  Rule: The orchestrator identifies itself and its tools

    @PROTO-5 @API-4 @normal
    Scenario: The handshake names the orchestrator and its version
      Given an orchestrator is running
      Then the handshake names the orchestrator and its version

    @PROTO-5 @normal @own_server
    Scenario: A new process has the same name and version
      When the orchestrator is started again in the same workspace
      Then the server information of this run is unchanged

    @PROTO-5 @normal
    Scenario: The name and the version are the same over HTTP
      Given the orchestrator is reached over HTTP
      Then the server information of this run is unchanged

    @PROTO-5 @API-2 @normal
    Scenario: The tool list does not change during a run
      When the tools are listed
      Then the tool list of this run is unchanged
