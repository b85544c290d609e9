Feature: More than usual
  Texts of many megabytes, tasks by the thousand, families of many generations, hundreds of calls in the same moment, two
  orchestrators in one workspace: nothing is lost, doubled or mixed up by that.

  Rule: Large texts are kept whole, or refused in words

    @FAULT-5 @SAFE-7 @TASK-1 @normal
    Scenario: A description of ten megabytes is kept whole, or refused in words
      When the task "Long story" is planned with 10 MB as its description
      Then its description is kept whole, or the plan is refused in words
      And another task can be planned

    @FAULT-5 @SAFE-7 @TASK-3 @normal
    Scenario: Work of ten megabytes is kept whole, or refused in words
      Given the task "Long story" is in progress
      When 10 MB are handed in as its work
      Then its work is kept whole, or the hand-in is refused in words
      And another task can be planned

  Rule: Thousands of tasks are kept apart

    @FAULT-5 @SAFE-6 @TASK-7 @critical
    Scenario: Each of a thousand tasks is found once over all pages
      Given the orchestrator has a thousand tasks
      Then each of these tasks is there once

    @FAULT-5 @SAFE-6 @STATUS-1 @normal
    Scenario: A thousand tasks are counted as they are found
      Given the orchestrator has a thousand tasks
      Then the tasks of every state are counted as they are found

    @FAULT-5 @SAFE-6 @PLAN-4 @normal
    Scenario: A task that waits for a thousand others tells them all
      Given the orchestrator has a thousand tasks
      When the task "Last of all" is planned to wait for all of them
      Then "Last of all" waits for all of them

    @FAULT-5 @SAFE-6 @TASK-2 @normal
    Scenario: A task that waits for a thousand others is not begun
      Given the orchestrator has a thousand tasks
      When the task "After all of them" is planned to wait for all of them
      And "After all of them" is executed
      Then the execution is refused

    @FAULT-5 @SAFE-6 @TASK-7 @normal @own_server @large
    Scenario: Each of ten thousand tasks is found once over all pages
      When 10000 tasks are planned
      Then each of these tasks is there once

  Rule: Families can have many generations

    @FAULT-5 @SAFE-6 @TASK-1 @normal @own_server
    Scenario: Each of 120 generations knows the one before
      When 120 tasks are planned, each as a part of the one before
      Then each of them is a part of the one before

    @FAULT-5 @SAFE-6 @TASK-6 @normal @own_server
    Scenario: When the first of 120 generations is deleted by force, all go
      Given 120 tasks are planned, each as a part of the one before
      When the first of them is deleted for good with all that hangs on it
      Then the deletion is accepted
      And nothing of them is left

  Rule: Many at once do not get into each other's way

    @FAULT-5 @SAFE-6 @critical @own_server
    Scenario: Two hundred plans in the same moment are all done, each once
      When 200 tasks are planned in the same moment
      Then each of these tasks is there once

    @FAULT-5 @SAFE-6 @blocker @own_server
    Scenario: Two orchestrators that write 300 tasks into one workspace lose none
      When 300 tasks are planned over two orchestrators in the same workspace
      Then each of these tasks is there once

    @FAULT-5 @SAFE-6 @CTRL-1 @blocker @own_server
    Scenario: What is planned after another orchestrator in the workspace has ended is kept
      Given the task "Written before" is planned
      And a second orchestrator is started in the same workspace
      And the task "Written by the second" is planned
      And the first orchestrator is spoken to again
      And the health is checked
      When the other orchestrator is ended
      And the task "Written afterwards" is planned
      And a second orchestrator is started in the same workspace
      Then "Written afterwards" is still pending
      And "Written by the second" is still pending

    @FAULT-5 @SAFE-6 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario: When one of two orchestrators in a workspace is killed, the other loses nothing
      Given work goes on in 4 streams over two orchestrators in the same workspace
      When the other orchestrator is killed
      Then the work goes on
      And all that was answered is true
