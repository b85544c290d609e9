Feature: Server control tools
  An operator checks the health, restarts the orchestrator, prepares a shutdown and runs maintenance. Each choice in
  these requests has exactly its documented effect, and an invalid choice is rejected.

  Rule: Health can leave out each of its parts

    @CTRL-1 @API-2 @normal
    Scenario Outline: Health leaves out <part> on request and reports healthy
      When the orchestrator's health is checked without <part>
      Then health does not mention <part>
      And the orchestrator reports that it is healthy

      Examples: parts
        | part           |
        | the data store |
        | the connection |
        | the readiness  |

    @CTRL-1 @API-2 @minor
    Scenario Outline: Health mentions <part> by default
      When the orchestrator's health is checked
      Then health mentions <part>

      Examples: parts
        | part           |
        | the data store |
        | the connection |
        | the readiness  |

  Rule: A restart accepts only a valid reason and timeout

    @CTRL-2 @API-2 @normal
    Scenario Outline: A restart <mistake> is rejected
      When a restart <mistake> is requested
      Then the restart is rejected

      Examples: mistakes
        | mistake                  |
        | for an unknown reason    |
        | with too short a timeout |
        | with too long a timeout  |

    @CTRL-2 @CTRL-3 @normal @own_server
    Scenario: A restart without a reason is recorded as a manual request
      Given the orchestrator is restarted
      When the restart status is requested, including the history
      Then the restart history contains a restart with the reason "manual request"

    @CTRL-2 @normal @own_server
    Scenario Outline: Restarted <manner>, the orchestrator keeps the task in a new process
      Given the task "Outlive the restart" is in progress
      When the orchestrator is restarted <manner>
      Then calls are answered by a new process
      And "Outlive the restart" is still in progress

      Examples: manners
        | manner             |
        | immediately        |
        | within 10 seconds  |
        | within 300 seconds |

    @CTRL-3 @normal @own_server
    Scenario: The restart status leaves out the history by default
      Given the orchestrator is restarted
      When the restart status is requested
      Then the reply contains no restart history

  Rule: A task prevents a shutdown only if checked and in progress

    @CTRL-4 @normal
    Scenario: Shutdown preparation without task checks does not mention a task in progress
      Given the task "Write the release notes" is in progress
      When shutdown preparation is requested without checking tasks
      Then the reply does not mention "Write the release notes"

    @CTRL-4 @normal @own_server
    Scenario: Without task checks, a task in progress does not prevent a shutdown
      Given the task "Write the release notes" is in progress
      When shutdown preparation is requested without checking tasks
      Then the orchestrator reports that it is ready to shut down

    @CTRL-4 @normal @own_server
    Scenario: With a blocked task, the orchestrator is ready to shut down
      Given the task "Waiting for news" is blocked
      When shutdown preparation is requested
      Then the orchestrator reports that it is ready to shut down

  Rule: Maintenance does only what is requested

    @MAINT-1 @MAINT-2 @normal
    Scenario Outline: Maintenance is rejected when <mistake>
      When <mistake>
      Then the maintenance request is rejected

      Examples: mistakes
        | mistake                                      |
        | an unknown kind of maintenance is requested  |
        | maintenance of an unknown scope is requested |
        | maintenance at an unknown level is requested |

    @MAINT-2 @normal @own_server
    Scenario: Basic validation does not report an altered artifact of the same size
      Given the task "Altered" is in progress
      And its result is submitted with more work to follow
      And its artifact is altered without changing its size by another program
      When the session's directory is validated
      Then validation does not report damage to "Altered"

    @MAINT-2 @normal @own_server
    Scenario: Validation of a single task does not report damage to another
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      And its artifact is removed by another program
      And the task "Bystander" is planned
      When only "Bystander" is validated
      Then validation does not report damage to "Victim"

    @MAINT-2 @normal @own_server
    Scenario: Validation of a single task reports its damage
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      And its artifact is removed by another program
      When only "Victim" is validated
      Then validation reports damage to "Victim"

    @MAINT-2 @normal @own_server
    Scenario: Validation of a task reports damage to its subtask
      Given the task tree "Whole" is planned:
        | task |
        | Half |
      And "Half" is in progress
      And its result is submitted with more work to follow
      And its artifact is removed by another program
      When only "Whole" is validated
      Then validation reports damage to "Half"

    @MAINT-1 @normal
    Scenario: A scan of a single task reports only that task
      Given the orchestrator runs with an adjustable clock
      And the task "First forgotten" is in progress
      And the task "Second forgotten" is in progress
      When the clock of the orchestrator jumps two days ahead
      And only "First forgotten" is scanned and cleaned up
      Then the reply mentions "First forgotten"
      And the reply does not mention "Second forgotten"

    @MAINT-3 @normal @own_server
    Scenario Outline: The <document> of a single task leaves out other tasks
      Given the task "Written about" is planned
      And the task "Left out" is planned
      When only "Written about" is <done>
      Then the <document> mentions "Written about"
      And the <document> does not mention "Left out"

      Examples: documents
        | document          | done                             |
        | handover document | written into a handover document |
        | overview          | documented                       |

    @MAINT-3 @normal @own_server
    Scenario: The handover document lists the first and the last of 122 tasks
      Given the task "First of all" is planned
      And the task tree "A long list" with 120 subtasks is planned
      When a handover document is prepared
      Then the handover document mentions "First of all"
      And the handover document mentions "A long list, number 120"

    @MAINT-3 @normal @own_server
    Scenario: The handover document for a single task lists its open subtask
      Given the task tree "Handed over alone" is planned:
        | task      |
        | One child |
      When only "Handed over alone" is written into a handover document
      Then the handover document mentions "One child"

    @MAINT-3 @normal @own_server
    Scenario: The handover document does not list a completed task as open
      Given the task "Done and dusted" is completed
      When a handover document is prepared
      Then the handover document does not list "Done and dusted" as open
