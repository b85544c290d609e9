Feature: Giving work up
  Work is given up at any time: before it is begun, in the middle of it, while others wait for it, at the very moment in which it
  is handed in. Whatever happens then, everybody is told the same, now and after a crash.

  Rule: What was given up is given up, whatever happens to the orchestrator

    @FAULT-3 @TASK-5 @SAFE-1 @critical @own_server
    Scenario Outline: A task that was <state> and is given up stays so when the orchestrator is killed
      Given the task "Write the release notes" is <state>
      When it is cancelled because "the release moved to May"
      And the orchestrator is killed
      And it is started again in its workspace
      Then "Write the release notes" is still cancelled because "the release moved to May"

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |

    @FAULT-3 @TASK-5 @SAFE-1 @critical @own_server
    Scenario: The work of a task that was given up is kept when the orchestrator is killed
      Given the task "Write the release notes" is in progress
      And its work so far is handed in
      When it is cancelled because "the release moved to May"
      And the orchestrator is killed
      And it is started again in its workspace
      Then the whole of its work can be read

    @FAULT-3 @TASK-5 @SAFE-1 @normal @own_server
    Scenario: Work that was given up with its task does not come back when the orchestrator is killed
      Given the task "Write the release notes" is in progress
      And its work so far is handed in
      When it is cancelled without keeping its work
      And the orchestrator is killed
      And it is started again in its workspace
      Then nothing of its work can be read any more

    @FAULT-3 @TASK-5 @SAFE-3 @critical @own_server
    Scenario: A task that cannot be given up because its store is locked goes on as it was
      Given the task "Write the release notes" is in progress
      When the store is locked
      And it is cancelled because "the release moved to May"
      Then the cancellation is refused
      When the store is whole again
      Then "Write the release notes" is still in progress

  Rule: Who waits for what was given up is not forgotten

    @FAULT-3 @TASK-5 @PLAN-4 @critical
    Scenario: What waits for a task that was given up stays pending
      Given the family "Release" is planned:
        | task    | waits for |
        | Build   |           |
        | Publish | Build     |
      When "Build" is cancelled because "nothing is to be built"
      Then "Publish" is still pending

    @FAULT-3 @TASK-2 @PLAN-4 @critical
    Scenario: What waits for a task that was given up is not begun, and it is said why
      Given the family "Release" is planned:
        | task    | waits for |
        | Build   |           |
        | Publish | Build     |
      When "Build" is cancelled because "nothing is to be built"
      And "Publish" is executed
      Then the execution is refused
      And the reply names "Build"

    @FAULT-3 @TASK-5 @normal
    Scenario: A task that is given up leaves its siblings and its parent as they are
      Given the family "Release" is planned:
        | task     |
        | Build    |
        | Announce |
      And "Announce" is in progress
      When "Build" is cancelled because "nothing is to be built"
      Then "Announce" is still in progress
      And "Release" is still pending

    @FAULT-3 @RESULT-1 @normal
    Scenario: A task that was given up is not told to be unfinished
      Given the family "Release" is planned:
        | task     |
        | Build    |
        | Announce |
      And "Build" is completed with the summary "It is built"
      When "Announce" is cancelled because "nobody is to know"
      And the results of "Release" are synthesised
      Then the synthesis carries "It is built" as the result of "Build"

  Rule: Of two that want something else at the same instant one wins

    @FAULT-3 @SAFE-6 @blocker @own_server
    Scenario Outline: A task that two clients want <one> and <other> in the same instant obeys one of them
      When 12 tasks are each <one> by one client and <other> by another in the same instant
      Then of each exactly one was accepted, and the task is what that one made of it

      Examples: contradictions
        | one       | other     |
        | cancelled | completed |
        | cancelled | cancelled |
        | completed | completed |

  Rule: A request that its client gives up harms no other

    @FAULT-3 @SAFE-3 @critical
    Scenario: When some requests under way are given up, the others are answered
      Given an orchestrator is up
      And 10 plans are under way there
      When 4 of the calls under way are given up
      Then each of the 6 calls under way is answered

    @FAULT-3 @SAFE-1 @critical
    Scenario: A request that was given up is done once or not at all
      Given an orchestrator is up
      And 10 plans are under way there
      When 4 of the calls under way are given up
      Then what it accepted is there, and what it refused is not
