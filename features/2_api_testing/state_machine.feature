Feature: Task lifecycle
  A task changes its state only along the transitions that a request allows. Every state is tried with each kind of
  request: update, start, submission, cancellation and deletion. A request that is not allowed is rejected and leaves the
  state unchanged; an update to the current state is accepted and changes nothing.

  Rule: An update changes the state only along allowed transitions

    @TASK-4 @API-2 @critical
    Scenario Outline: An update changes a task from <before> to <after>
      Given the task "Wanderer" is <before>
      When its state is changed to <after>
      Then the change is accepted
      And the task is <after>

      Examples: allowed transitions
        | before      | after       |
        | pending     | blocked     |
        | in progress | blocked     |
        | in progress | failed      |
        | blocked     | in progress |
        | completed   | archived    |
        | failed      | archived    |
        | cancelled   | archived    |

    @TASK-4 @API-2 @critical
    Scenario Outline: An update cannot change a task from <before> to <after>
      Given the task "Wanderer" is <before>
      When its state is changed to <after>
      Then the change is rejected
      And the task is still <before>

      Examples: forbidden transitions
        | before      | after       |
        | pending     | in progress |
        | pending     | completed   |
        | pending     | failed      |
        | pending     | cancelled   |
        | pending     | archived    |
        | in progress | pending     |
        | in progress | completed   |
        | in progress | cancelled   |
        | in progress | archived    |
        | blocked     | pending     |
        | blocked     | completed   |
        | blocked     | failed      |
        | blocked     | cancelled   |
        | blocked     | archived    |
        | completed   | pending     |
        | completed   | in progress |
        | completed   | blocked     |
        | completed   | failed      |
        | completed   | cancelled   |
        | failed      | pending     |
        | failed      | in progress |
        | failed      | blocked     |
        | failed      | completed   |
        | failed      | cancelled   |
        | cancelled   | pending     |
        | cancelled   | in progress |
        | cancelled   | blocked     |
        | cancelled   | completed   |
        | cancelled   | failed      |
        | archived    | pending     |
        | archived    | in progress |
        | archived    | blocked     |
        | archived    | completed   |
        | archived    | failed      |
        | archived    | cancelled   |

    @TASK-4 @API-2 @normal
    Scenario Outline: An update to the current state, <state>, is accepted and keeps it
      Given the task "Wanderer" is <state>
      When its state is changed to <state>
      Then the change is accepted
      And the task is still <state>

      Examples: current states
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | failed      |
        | cancelled   |

  Rule: Only an open task can be started

    @TASK-2 @API-2 @critical
    Scenario Outline: Starting a task that is <before> puts it in progress
      Given the task "Wanderer" is <before>
      When the task is started
      Then the start is accepted
      And the task is in progress

      Examples: allowed transitions
        | before      |
        | pending     |
        | in progress |
        | blocked     |

    @TASK-2 @API-2 @critical
    Scenario Outline: Starting a task that is <before> is rejected and leaves it <before>
      Given the task "Wanderer" is <before>
      When the task is started
      Then the start is rejected
      And the task is still <before>

      Examples: forbidden transitions
        | before    |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

    @PLAN-4 @TASK-2 @API-2 @normal
    Scenario: A blocked task with an unfinished dependency cannot be started
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      And "Ship" is blocked
      When "Ship" is started
      Then the start is rejected
      And "Ship" is still blocked

    @TASK-4 @API-2 @normal
    Scenario: A change to active puts a blocked task in progress
      Given the task "Wanderer" is blocked
      When its state is changed to active
      Then it is in progress

    @TASK-4 @API-2 @normal
    Scenario: The reply to a second change shows the new state
      Given the task "Wanderer" is in progress
      When its state is changed to blocked
      And its state is changed to in progress
      Then the reply shows it as in progress

  Rule: Only a task in progress accepts a submission

    @TASK-3 @API-2 @critical
    Scenario Outline: A task whose result is submitted <manner> is <after>
      Given the task "Wanderer" is in progress
      When its result is submitted <manner>
      Then the submission is accepted
      And the task is <after>

      Examples: allowed transitions
        | manner                   | after       |
        | with more work to follow | in progress |
        | as needing revision      | in progress |
        | as blocked               | blocked     |

    @TASK-3 @API-2 @critical
    Scenario Outline: A task that is <before> rejects a submission and stays <before>
      Given the task "Wanderer" is <before>
      When its result is submitted
      Then the submission is rejected
      And the task is still <before>

      Examples: forbidden transitions
        | before    |
        | pending   |
        | blocked   |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

    @TASK-3 @API-2 @critical
    Scenario Outline: A task that is <before> rejects a result submitted <manner>
      Given the task "Wanderer" is <before>
      When its result is submitted <manner>
      Then the submission is rejected
      And the task is still <before>

      Examples: forbidden transitions
        | before    | manner                   |
        | pending   | with more work to follow |
        | pending   | as needing revision      |
        | pending   | as blocked               |
        | blocked   | with more work to follow |
        | blocked   | as needing revision      |
        | blocked   | as blocked               |
        | completed | with more work to follow |
        | completed | as needing revision      |
        | completed | as blocked               |
        | failed    | with more work to follow |
        | failed    | as needing revision      |
        | failed    | as blocked               |
        | cancelled | with more work to follow |
        | cancelled | as needing revision      |
        | cancelled | as blocked               |
        | archived  | with more work to follow |
        | archived  | as needing revision      |
        | archived  | as blocked               |

  Rule: Only an open task can be cancelled

    @TASK-5 @API-2 @critical
    Scenario Outline: Cancelling a task that is <before> changes it to cancelled
      Given the task "Wanderer" is <before>
      When the task is cancelled
      Then the cancellation is accepted
      And the task is cancelled

      Examples: allowed transitions
        | before      |
        | pending     |
        | in progress |
        | blocked     |

    @TASK-5 @API-2 @critical
    Scenario Outline: Cancelling a task that is <before> is rejected and leaves it <before>
      Given the task "Wanderer" is <before>
      When the task is cancelled
      Then the cancellation is rejected
      And the task is still <before>

      Examples: forbidden transitions
        | before    |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

  Rule: Deleting archives a task in any state except archived

    @TASK-6 @API-2 @critical
    Scenario Outline: Deleting a task that is <before> archives it
      Given the task "Wanderer" is <before>
      When the task is deleted
      Then the deletion is accepted
      And the task is archived

      Examples: allowed transitions
        | before      |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |

    @TASK-6 @API-2 @critical
    Scenario: Deleting an archived task is rejected and leaves it archived
      Given the task "Wanderer" is archived
      When the task is deleted
      Then the deletion is rejected
      And the task is still archived
