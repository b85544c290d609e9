Feature: Counting
  Progress at a glance: how many tasks there are in each state. A count is worth something only when it agrees with the
  tasks that can be found.

  Rule: Counts agree with the tasks

    @VALID-5 @STATUS-1 @critical
    Scenario Outline: The count of tasks <state> agrees with those found
      Given the task "Count me" is <state>
      When the tasks are counted
      Then the count of tasks <state> is the number found

      Examples: every state
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |

    @VALID-5 @STATUS-1 @normal
    Scenario: Counts are right beyond a page of answers
      Given the family "A long list" of 120 tasks is planned
      When the tasks are counted
      Then the count of tasks pending is the number found

    @VALID-5 @STATUS-1 @critical
    Scenario: A new task is counted once
      Given the tasks are counted
      When the task "One more" is planned
      Then there is 1 more task pending than counted

    @VALID-5 @STATUS-1 @critical
    Scenario: A completed task moves from one count to the other
      Given the task "Finish me" is in progress
      And the tasks are counted
      When its work is handed in
      Then there is 1 more task completed than counted
      And there is 1 less task in progress than counted

    @VALID-5 @STATUS-1 @normal
    Scenario: A task that is begun moves from one count to the other
      Given the task "Begin me" is planned
      And the tasks are counted
      When "Begin me" is executed
      Then there is 1 more task in progress than counted
      And there is 1 less task pending than counted
