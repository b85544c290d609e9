Feature: Counting tasks
  The counts show progress at a glance: how many tasks are in each state. Each count equals the number of tasks that a
  search for that state finds. By default, only the counts of open tasks are promised: of those that are
  pending, in progress or blocked.

  Rule: Each count equals the number of tasks in that state

    @VALID-5 @STATUS-1 @critical
    Scenario Outline: The count of tasks that are <state> matches the search
      Given the task "Count me" is <state>
      When the tasks are counted
      Then the count of tasks that are <state> matches the search

      Examples: states
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |

    @VALID-5 @STATUS-1 @normal
    Scenario: The count of pending tasks goes beyond one page of a search
      Given the tasks are counted
      When the task tree "A long list" with 120 subtasks is planned
      Then the count of tasks that are pending is 121 higher than before
      When the tasks are counted
      Then the count of tasks that are pending matches the search

    @VALID-5 @STATUS-1 @critical
    Scenario: Planning a task raises the count of pending tasks by one
      Given the tasks are counted
      When the task "One more" is planned
      Then the count of tasks that are pending is 1 higher than before

    @VALID-5 @STATUS-1 @normal
    Scenario: An archived task is no longer counted as pending
      Given the task "Put me away" is planned
      And the tasks are counted
      When "Put me away" is archived
      Then the count of tasks that are pending is 1 lower than before

    @VALID-5 @STATUS-1 @normal
    Scenario Outline: By default, the count of tasks that are <state> matches the search
      Given the task "Count me" is <state>
      When the tasks are counted with default settings
      Then the count of tasks that are <state> matches the search

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |

    @VALID-5 @STATUS-1 @critical
    Scenario: A completed task is counted as completed, no longer as in progress
      Given the task "Finish me" is in progress
      And the tasks are counted
      When its result is submitted
      Then the count of tasks that are completed is 1 higher than before
      And the count of tasks that are in progress is 1 lower than before

    @VALID-5 @STATUS-1 @normal
    Scenario: A started task is counted as in progress, no longer as pending
      Given the task "Begin me" is planned
      And the tasks are counted
      When "Begin me" is started
      Then the count of tasks that are in progress is 1 higher than before
      And the count of tasks that are pending is 1 lower than before

    @VALID-5 @STATUS-1 @SAFE-6 @critical @own_server
    Scenario: A task that another orchestrator planned since the last count is counted
      Given the tasks are counted
      And a second orchestrator is started in the same workspace
      And the task "Planned over there" is planned
      When the client returns to the first orchestrator
      Then the count of tasks that are pending is 1 higher than before

    @VALID-5 @STATUS-1 @SAFE-6 @normal @own_server
    Scenario: A task that another orchestrator started is counted in its new state
      Given the task "Begun over there" is planned
      And the tasks are counted
      And a second orchestrator is started in the same workspace
      And "Begun over there" is in progress
      When the client returns to the first orchestrator
      Then the count of tasks that are in progress is 1 higher than before
