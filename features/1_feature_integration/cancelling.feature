Feature: Cancelling tasks
  A task that is no longer wanted is cancelled, and the reason for its cancellation is kept. The work submitted so far
  stays readable unless the cancellation discards it. Text in round brackets stands for what it describes, and two quotation
  marks inside a text stand for one.

  Rule: A cancellation keeps its reason and is final

    @TASK-5 @normal
    Scenario: A cancelled task keeps the reason for its cancellation
      Given the task "Write the release notes" is in progress
      When the task is cancelled because "the release moved to May"
      Then its cancellation reason is "the release moved to May"

    @TASK-5 @SAFE-7 @normal
    Scenario Outline: A cancellation reason with <characters> reads back unchanged
      Given the task "Write the release notes" is in progress
      When the task is cancelled because <reason>
      Then its cancellation reason is <reason>

      Examples: special characters
        | characters                        | reason                       |
        | quotation marks                   | "Say ""hello"", 'twice'"     |
        | SQL statements                    | "x'); DROP TABLE tasks; --"  |
        | emoji                             | "Ship it 🚀👩‍👩‍👧‍👦"               |
        | right-to-left words               | "خطة الإصدار القادم"         |
        | an accent as a separate character | "étude"                      |
        | spaces at both ends               | "  as indented  "            |
        | mark-up                           | "<b>{{bold}}</b> &amp; 100%" |
        | invisible characters              | "(invisible characters)"     |
        | Windows line endings              | "(Windows line endings)"     |

    @TASK-5 @PROTO-1 @critical
    Scenario: The rejection of a submission says that the task is cancelled
      Given the task "Write the release notes" is in progress
      When the task is cancelled because "the release moved to May"
      And its result is submitted
      Then the submission is rejected because the task is cancelled
      And "Write the release notes" is still cancelled

    @TASK-5 @PROTO-1 @critical
    Scenario Outline: Discarding the work of a task that is <state> discards nothing
      Given the task "Write the release notes" is in progress
      And its result is submitted with more work to follow
      And it is <state>
      When the task is cancelled and its work is discarded
      Then the cancellation is rejected
      And its artifact is byte for byte what was submitted

      Examples: final states
        | state     |
        | failed    |
        | cancelled |
        | archived  |

    @TASK-5 @PROTO-1 @critical
    Scenario: Discarding the work of a completed task discards nothing
      Given the task "Write the release notes" is in progress
      And its result is submitted
      When the task is cancelled and its work is discarded
      Then the cancellation is rejected
      And its artifact is byte for byte what was submitted

    @TASK-5 @normal
    Scenario: Cancelling an unknown task is rejected
      When an unknown task is cancelled
      Then the cancellation is rejected

  Rule: A cancellation keeps the submitted work unless it discards that work

    @TASK-5 @critical
    Scenario: A cancelled task keeps its submitted work unchanged
      Given the task "Write the release notes" is in progress
      And its result is submitted with more work to follow
      When the task is cancelled because "the release moved to May"
      Then its artifact is byte for byte what was submitted

    @TASK-5 @normal
    Scenario: Work that a cancellation expressly keeps can still be read
      Given the task "Write the release notes" is in progress
      And its result is submitted with more work to follow
      When the task is cancelled and its work is kept
      Then its artifact is byte for byte what was submitted

    @TASK-5 @normal
    Scenario: A cancellation that discards the work discards every submission
      Given the task "Write the release notes" is in progress
      And its result is submitted with more work to follow
      And its result is submitted with more work to follow
      And its result is submitted with more work to follow
      When the task is cancelled and its work is discarded
      Then none of its work is stored

    @TASK-5 @normal
    Scenario: Work discarded by a cancellation can no longer be read
      Given the task "Write the release notes" is in progress
      And its result is submitted with more work to follow
      When the task is cancelled and its work is discarded
      Then none of its work is stored

    @TASK-5 @critical
    Scenario Outline: Cancelling a task leaves its subtask <state>
      Given the task tree "Regatta" is planned:
        | task  |
        | Sails |
      And "Sails" is <state>
      When "Regatta" is cancelled because "of the storm"
      Then "Regatta" is cancelled
      And "Sails" is still <state>

      Examples: states
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |

    @TASK-5 @TASK-3 @critical
    Scenario Outline: A cancellation that discards its work keeps that of its <relative>
      Given the task tree "Regatta" is planned:
        | task  |
        | Sails |
        | Buoys |
      And "<other>" is completed
      When "<task>" is cancelled and its work is discarded
      And all tasks are searched by text "<other>", including artifacts
      Then the search returns the artifact of "<other>"

      Examples: relatives
        | relative | task    | other   |
        | subtask  | Regatta | Sails   |
        | sibling  | Sails   | Buoys   |
        | parent   | Sails   | Regatta |
