Feature: Large texts, many tasks and calls at the same time
  Clients submit texts of many megabytes, plan thousands of tasks and deep task trees, send hundreds of calls at the same
  time, and use two orchestrators in one workspace. Nothing that was accepted is lost, duplicated
  or mixed up.

  Rule: A large text is stored whole or rejected with a clear message

    @FAULT-5 @SAFE-7 @TASK-1 @normal
    Scenario: A 10 MB description is stored whole or clearly rejected
      When the task "Long story" is planned with:
        | field       | value   |
        | description | (10 MB) |
      Then its description is stored whole or rejected with a clear message
      And another task can be planned

    @FAULT-5 @SAFE-7 @TASK-1 @normal
    Scenario Outline: A million characters in the <field> read back unchanged
      When the task "Long story" is planned with:
        | field   | value                  |
        | <field> | (a million characters) |
      Then its <field> is "(a million characters)"

      Examples: fields
        | field            |
        | title            |
        | description      |
        | estimated effort |

    @FAULT-5 @SAFE-7 @TASK-3 @normal
    Scenario: A summary of a million characters reads back unchanged
      Given the task "Long story" is in progress
      When its result is submitted with the summary "(a million characters)"
      Then its summary is "(a million characters)"

    @FAULT-5 @SAFE-7 @TASK-5 @normal
    Scenario: A cancellation reason of a million characters reads back unchanged
      Given the task "Long story" is in progress
      When the task is cancelled because "(a million characters)"
      Then its cancellation reason is "(a million characters)"

    @FAULT-5 @SAFE-7 @TASK-3 @normal
    Scenario: A 10 MB submission is stored whole or clearly rejected
      Given the task "Long story" is in progress
      When its result is submitted with 10 MB of work
      Then its work is stored whole or rejected with a clear message
      And another task can be planned

  Rule: Thousands of tasks stay distinct

    @FAULT-5 @SAFE-6 @TASK-7 @critical
    Scenario: The pages of a search contain each of 1,000 tasks exactly once
      Given the orchestrator has 1,000 tasks
      Then each of these tasks exists exactly once

    @FAULT-5 @SAFE-6 @STATUS-1 @normal
    Scenario: With 1,000 tasks, the count in each state matches the search
      Given the orchestrator has 1,000 tasks
      Then the count of tasks in each state matches the search

    @FAULT-5 @SAFE-6 @PLAN-4 @normal
    Scenario: A task with 1,000 dependencies lists all of them
      Given the orchestrator has 1,000 tasks
      When the task "Last of all" is planned with all of these tasks as dependencies
      Then "Last of all" depends on all of these tasks

    @FAULT-5 @SAFE-6 @TASK-2 @normal
    Scenario: A task with 1,000 pending dependencies cannot be started
      Given the orchestrator has 1,000 tasks
      When the task "After all of them" is planned with all of these tasks as dependencies
      And "After all of them" is started
      Then the start is rejected

    @FAULT-5 @SAFE-6 @TASK-1 @normal @own_server
    Scenario: Fifty tasks with the same title stay distinct
      When 50 tasks are planned, all with the same title
      Then each of these tasks exists exactly once

    @FAULT-5 @SAFE-6 @TASK-2 @normal
    Scenario: Starting one of two namesakes leaves the other one pending
      When the task "The first" is planned with the title "Namesake"
      And the task "The second" is planned with the title "Namesake"
      And "The first" is started
      Then "The first" is in progress
      And "The second" is still pending

    @FAULT-5 @SAFE-6 @TASK-7 @normal @own_server @large
    Scenario: The pages of a search contain each of 10,000 tasks exactly once
      When 10000 tasks are planned
      Then each of these tasks exists exactly once

  Rule: Task trees can have many levels

    @FAULT-5 @SAFE-6 @TASK-1 @normal @own_server
    Scenario: In a task tree of 120 levels, each task keeps its parent
      When 120 tasks are planned, each as a subtask of the one before
      Then each of these tasks is a subtask of the one before

    @FAULT-5 @SAFE-6 @TASK-6 @normal @own_server
    Scenario: Deleting a task tree of 120 levels by force deletes every task
      Given 120 tasks are planned, each as a subtask of the one before
      When the first of these tasks is deleted permanently by force
      Then the deletion is accepted
      And none of these tasks exists

  Rule: Calls made at the same time do not interfere with each other

    @FAULT-5 @SAFE-6 @TASK-1 @critical @own_server
    Scenario: 200 tasks planned at the same time each exist exactly once
      When 200 tasks are planned at the same time
      Then each of these tasks exists exactly once

    @FAULT-5 @SAFE-6 @blocker @own_server
    Scenario: Two orchestrators planning 300 tasks at the same time store each once
      When 300 tasks are planned at the same time by two orchestrators
      Then each of these tasks exists exactly once

    @FAULT-5 @SAFE-6 @CTRL-1 @blocker @own_server
    Scenario: A task is stored after another orchestrator in its workspace shuts down
      Given the task "Written before" is planned
      And a second orchestrator is started in the same workspace
      And the task "Written by the second" is planned
      And the client returns to the first orchestrator
      And the orchestrator's health is checked
      When the other orchestrator is shut down
      And the task "Written afterwards" is planned
      And a second orchestrator is started in the same workspace
      Then "Written afterwards" is still pending
      And "Written by the second" is still pending
      And "Written before" is still pending

    @FAULT-5 @SAFE-6 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario: When one of two orchestrators is killed, the survivor loses nothing
      Given 4 agents are working with two orchestrators in the same workspace
      When the other orchestrator is killed
      Then the work continues
      And every confirmed change is still in effect
