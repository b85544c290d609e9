Feature: Large texts, many tasks and many clients
  Clients submit texts of many megabytes, plan thousands of tasks and deep task trees, send hundreds of calls at the same
  time, and use two orchestrators in one workspace. Nothing is lost, duplicated or mixed up.

  Rule: A large text is stored whole or rejected with a clear message

    @FAULT-5 @SAFE-7 @TASK-1 @normal
    Scenario: A 10 MB description is stored whole or clearly rejected
      When the task "Long story" is planned with:
        | field       | value   |
        | description | (10 MB) |
      Then its description is stored whole or rejected with a clear message
      And another task can be planned

    @FAULT-5 @SAFE-7 @TASK-3 @normal
    Scenario: A 10 MB submission is stored whole or clearly rejected
      Given the task "Long story" is in progress
      When its result is submitted with 10 MB
      Then its work is stored whole or rejected with a clear message
      And another task can be planned

  Rule: Thousands of tasks stay distinct

    @FAULT-5 @SAFE-6 @TASK-7 @critical
    Scenario: All pages together contain each of 1,000 tasks exactly once
      Given the orchestrator has 1,000 tasks
      Then each of these tasks exists exactly once

    @FAULT-5 @SAFE-6 @STATUS-1 @normal
    Scenario: With 1,000 tasks, the counts of all states match the search
      Given the orchestrator has 1,000 tasks
      Then the counts of all states match the search

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

    @FAULT-5 @SAFE-6 @TASK-7 @normal @own_server @large
    Scenario: All pages together contain each of 10,000 tasks exactly once
      When 10000 tasks are planned
      Then each of these tasks exists exactly once

  Rule: Task trees can have many levels

    @FAULT-5 @SAFE-6 @TASK-1 @normal @own_server
    Scenario: In a task tree of 120 levels, each task keeps its parent
      When 120 tasks are planned, each as a subtask of the one before
      Then each of these tasks is a subtask of the one before

    @FAULT-5 @SAFE-6 @TASK-6 @normal @own_server
    Scenario: Deleting the root of 120 levels by force deletes every task
      Given 120 tasks are planned, each as a subtask of the one before
      When the first of these tasks is deleted permanently by force
      Then the deletion is accepted
      And none of these tasks exists

  Rule: Many calls at the same time do not interfere

    @FAULT-5 @SAFE-6 @critical @own_server
    Scenario: 200 tasks planned at the same time each exist exactly once
      When 200 tasks are planned at the same time
      Then each of these tasks exists exactly once

    @FAULT-5 @SAFE-6 @blocker @own_server
    Scenario: Two orchestrators that plan 300 tasks in one workspace lose none
      When 300 tasks are planned at the same time by two orchestrators
      Then each of these tasks exists exactly once

    @FAULT-5 @SAFE-6 @CTRL-1 @blocker @own_server
    Scenario: A task planned after another orchestrator in the workspace ends is kept
      Given the task "Written before" is planned
      And a second orchestrator is started in the same workspace
      And the task "Written by the second" is planned
      And the client returns to the first orchestrator
      And the health is checked
      When the other orchestrator is shut down
      And the task "Written afterwards" is planned
      And a second orchestrator is started in the same workspace
      Then "Written afterwards" is still pending
      And "Written by the second" is still pending

    @FAULT-5 @SAFE-6 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario: When one of two orchestrators is killed, the other loses nothing
      Given 4 streams of work are running on two orchestrators in the same workspace
      When the other orchestrator is killed
      Then the work continues
      And everything that was answered still holds
