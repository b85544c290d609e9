Feature: Cancellation, crashes and conflicts
  A cancellation can be requested at any time: before it is started, while it is in progress, while other tasks depend on it, or
  while its result is being submitted. The outcome is the same for every client, and it stays the same after a crash.

  Rule: A cancellation survives a crash

    @FAULT-3 @TASK-5 @SAFE-1 @critical @own_server
    Scenario Outline: A task cancelled while <state> stays cancelled after a kill
      Given the task "Write the release notes" is <state>
      When the task is cancelled because "the release moved to May"
      And the orchestrator is killed
      And the orchestrator is started again in the same workspace
      Then "Write the release notes" is still cancelled
      And its cancellation reason is "the release moved to May"

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |

    @FAULT-3 @TASK-5 @SAFE-1 @critical @own_server
    Scenario: A cancelled task keeps its work when the orchestrator is killed
      Given the task "Write the release notes" is in progress
      And its result is submitted with more work to follow
      When the task is cancelled because "the release moved to May"
      And the orchestrator is killed
      And the orchestrator is started again in the same workspace
      Then all of its submitted work can be read

    @FAULT-3 @TASK-5 @SAFE-1 @normal @own_server
    Scenario: Work discarded by a cancellation stays discarded after a kill
      Given the task "Write the release notes" is in progress
      And its result is submitted with more work to follow
      When the task is cancelled and its work is discarded
      And the orchestrator is killed
      And the orchestrator is started again in the same workspace
      Then none of its work is stored

  Rule: A cancellation that cannot be stored has no effect

    @FAULT-3 @TASK-5 @SAFE-3 @critical @own_server
    Scenario: While the data store is locked, a cancellation is rejected without effect
      Given the task "Write the release notes" is in progress
      When the data store is locked
      And it is cancelled because "the release moved to May"
      Then the cancellation is rejected
      When the data store is available again
      Then "Write the release notes" is still in progress

  Rule: Cancelling a task does not change other tasks

    @FAULT-3 @TASK-5 @PLAN-4 @critical
    Scenario: A task that depends on a cancelled task stays pending
      Given the task tree "Release" is planned:
        | task    | depends on |
        | Build   |            |
        | Publish | Build      |
      When "Build" is cancelled because "the build is no longer needed"
      Then "Publish" is still pending

    @FAULT-3 @TASK-2 @PLAN-4 @critical
    Scenario: The rejection of a start names the cancelled dependency
      Given the task tree "Release" is planned:
        | task    | depends on |
        | Build   |            |
        | Publish | Build      |
      When "Build" is cancelled because "the build is no longer needed"
      And "Publish" is started
      Then the start is rejected
      And the reply mentions "Build"

    @FAULT-3 @TASK-5 @normal
    Scenario: Cancelling a subtask leaves its siblings and parent unchanged
      Given the task tree "Release" is planned:
        | task     |
        | Build    |
        | Announce |
      And "Announce" is in progress
      When "Build" is cancelled because "the build is no longer needed"
      Then "Announce" is still in progress
      And "Release" is still pending

    @FAULT-3 @RESULT-1 @normal
    Scenario: A synthesis contains the completed results although one subtask is cancelled
      Given the task tree "Release" is planned:
        | task     |
        | Build    |
        | Announce |
      And "Build" is completed with the summary "It is built"
      When "Announce" is cancelled because "the release is confidential"
      And the results of "Release" are synthesised
      Then the synthesis contains "It is built" as the result of "Build"

  Rule: Exactly one of two conflicting requests succeeds

    @FAULT-3 @SAFE-6 @blocker @own_server
    Scenario Outline: When two clients want a task <one> and <other>, exactly one succeeds
      When 12 tasks are <one> by one client and <other> by another at the same time
      Then exactly one request succeeds for each task and determines its state

      Examples: conflicting requests
        | one       | other     |
        | cancelled | completed |
        | cancelled | cancelled |
        | completed | completed |

    @FAULT-3 @SAFE-6 @TMPL-1 @critical
    Scenario: When two clients create a template under one name, exactly one succeeds
      When 12 templates are created by two clients at the same time
      Then exactly one creation succeeds for each name and determines the template

    @FAULT-3 @SAFE-6 @TASK-4 @critical
    Scenario: Two clients updating a task at the same time lose neither update
      When the description and effort of 12 tasks are changed by two clients at the same time
      Then each of these tasks has its new description and its new effort

  Rule: Cancelling a call affects no other call and leaves nothing half done

    @FAULT-3 @SAFE-3 @critical
    Scenario: When some calls in flight are cancelled, the others are answered
      Given an orchestrator is running
      And 10 planning calls are in flight
      When 4 of the calls in flight are cancelled
      Then all 6 calls that were not cancelled are answered

    @FAULT-3 @SAFE-1 @critical
    Scenario: A cancelled call takes effect once or not at all
      Given an orchestrator is running
      And 10 planning calls are in flight
      When 4 of the calls in flight are cancelled
      Then all answered calls did what the answers say, and unanswered ones took effect at most once
