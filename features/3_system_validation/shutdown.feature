Feature: Shutdown preparation
  Before a shutdown, the operator asks whether anything would be lost. The orchestrator reports that it is ready to shut
  down if nothing would be lost, and otherwise names what prevents it.

  Rule: The orchestrator is ready if nothing would be lost, and only then

    @CTRL-4 @critical @own_server
    Scenario: With only a pending task, the orchestrator is ready to shut down
      Given the task "Not begun yet" is planned
      When shutdown preparation is requested
      Then the orchestrator reports that it is ready to shut down

    @CTRL-4 @critical
    Scenario: With work in progress, the orchestrator is not ready to shut down
      Given the task "Write the release notes" is in progress
      When shutdown preparation is requested
      Then the orchestrator reports that it is not ready to shut down

    @CTRL-4 @normal @own_server
    Scenario: Preparing a shutdown names the task in progress
      Given the task "Write the release notes" is in progress
      When shutdown preparation is requested
      Then the reply mentions "Write the release notes"

    @CTRL-4 @normal @own_server
    Scenario: With only a completed task, the orchestrator is ready to shut down
      Given the task "Write the release notes" is completed
      When shutdown preparation is requested
      Then the orchestrator reports that it is ready to shut down

    @CTRL-4 @normal @own_server
    Scenario: Preparing a shutdown does not change a task in progress
      Given the task "Write the release notes" is in progress
      When shutdown preparation is requested
      Then "Write the release notes" is still in progress

    @CTRL-4 @normal @own_server
    Scenario: Preparing a shutdown names each of three tasks in progress
      Given the task "Write the release notes" is in progress
      And the task "Record the demo" is in progress
      And the task "Inform the press" is in progress
      When shutdown preparation is requested
      Then the reply mentions "Write the release notes"
      And the reply mentions "Record the demo"
      And the reply mentions "Inform the press"

    @CTRL-4 @normal @own_server
    Scenario: Preparing a shutdown counts the tasks in progress
      Given the task tree "Release" with 4 subtasks is planned
      And the task tree "Campaign" with 5 subtasks is planned
      And every subtask of "Release" is started
      And every subtask of "Campaign" is started
      When shutdown preparation is requested
      Then the reply contains the number 9

    @CTRL-4 @normal @own_server
    Scenario Outline: Preparing a shutdown names the <place> of eleven tasks in progress
      Given the task tree "Release" with 11 subtasks is planned
      And every subtask of "Release" is started
      When shutdown preparation is requested
      Then the reply mentions "<task>"

      Examples: tasks
        | place  | task               |
        | first  | Release, number 1  |
        | middle | Release, number 6  |
        | last   | Release, number 11 |

    @CTRL-4 @critical @own_server
    Scenario: A task in progress still prevents a shutdown after a new start
      Given the task "Write the release notes" is in progress
      And the orchestrator is started again in the same workspace
      When shutdown preparation is requested
      Then the orchestrator reports that it is not ready to shut down
      And the reply mentions "Write the release notes"

    @CTRL-4 @critical @own_server
    Scenario: A task that another orchestrator started prevents a shutdown
      Given the task "Write the release notes" is in progress
      And a second orchestrator is started in the same workspace
      When shutdown preparation is requested
      Then the orchestrator reports that it is not ready to shut down
      And the reply mentions "Write the release notes"

    @CTRL-4 @critical @own_server
    Scenario: Without its data store, the orchestrator is not ready to shut down
      Given the task "Write the release notes" is completed
      When the data store is deleted
      And shutdown preparation is requested
      Then the orchestrator does not report that it is ready to shut down
