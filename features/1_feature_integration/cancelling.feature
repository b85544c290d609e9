Feature: Cancelling
  Plans change. A task that is not wanted any more is cancelled, with the reason kept for whoever asks later; the work
  that was done for it stays readable unless it is given up on purpose.

  Rule: A cancelled task stays cancelled

    @TASK-5 @critical
    Scenario Outline: A task that is <state> can be cancelled
      Given the task "Write the release notes" is <state>
      When it is cancelled because "the release moved to May"
      Then it is cancelled

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |

    @TASK-5 @normal
    Scenario: The reason is kept
      Given the task "Write the release notes" is in progress
      When it is cancelled because "the release moved to May"
      Then it is still cancelled because "the release moved to May"

    @TASK-5 @PROTO-1 @critical
    Scenario: Work on a cancelled task is refused in words
      Given the task "Write the release notes" is in progress
      When it is cancelled because "the release moved to May"
      And its work is handed in
      Then the hand-in is refused because the task is cancelled
      And "Write the release notes" is still cancelled

    @TASK-5 @critical
    Scenario Outline: A task that is <state> is not cancelled
      Given the task "Write the release notes" is <state>
      When it is cancelled because "second thoughts"
      Then the cancellation is refused
      And "Write the release notes" is still <state>

      Examples: final states
        | state     |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

    @TASK-5 @normal
    Scenario: A task nobody knows is not cancelled
      When an unknown task is cancelled
      Then the cancellation is refused

  Rule: The work done so far stays, unless it is given up

    @TASK-5 @critical
    Scenario: A cancelled task keeps its work
      Given the task "Write the release notes" is in progress
      And its work so far is handed in
      When it is cancelled because "the release moved to May"
      Then its artifact is byte for byte what was handed in

    @TASK-5 @normal
    Scenario: Work that is given up goes with the task
      Given the task "Write the release notes" is in progress
      And its work so far is handed in
      When it is cancelled without keeping its work
      Then nothing of its work can be read any more
