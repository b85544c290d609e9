Feature: Updating
  At a milestone a task is brought up to date. What is changed is changed, what is not mentioned stays, and the task's
  life has a map: a change that the map does not have is refused.

  Rule: A change touches what it names and nothing else

    @VALID-6 @TASK-4 @critical
    Scenario Outline: A new <value> is kept
      Given the task "Write the release notes" is planned with:
        | value            | given               |
        | description      | Notes for everybody |
        | complexity       | simple              |
        | specialist       | documenter          |
        | estimated effort | 2 hours             |
        | due date         | 2031-05-17          |
      When its <value> is changed to "<new>"
      Then its <value> is "<new>"

      Examples: what can be changed
        | value            | new                      |
        | title            | Write the upgrade guide  |
        | description      | Notes for administrators |
        | complexity       | very complex             |
        | specialist       | reviewer                 |
        | estimated effort | 3 days                   |
        | due date         | 2032-01-31               |

    @VALID-6 @TASK-4 @critical
    Scenario Outline: A new <value> leaves the rest alone
      Given the task "Write the release notes" is planned with:
        | value            | given               |
        | description      | Notes for everybody |
        | kind             | documentation       |
        | complexity       | simple              |
        | specialist       | documenter          |
        | estimated effort | 2 hours             |
        | due date         | 2031-05-17          |
      When its <value> is changed to "<new>"
      Then nothing but its <value> has changed

      Examples: what can be changed
        | value            | new                      |
        | title            | Write the upgrade guide  |
        | description      | Notes for administrators |
        | complexity       | very complex             |
        | specialist       | reviewer                 |
        | estimated effort | 3 days                   |
        | due date         | 2032-01-31               |

    @VALID-6 @TASK-4 @EXEC-2 @critical
    Scenario: A change leaves what was said at planning alone
      Given the family "Release" is planned:
        | task  | expert        |
        | Build | Build machine |
      And the description of "Build" is changed to "As fast as can be"
      When "Build" is executed
      Then the context handed back tells "Build machine"

    @VALID-6 @TASK-4 @normal
    Scenario: What was said at planning can be said anew
      Given the family "Release" is planned:
        | task  | expert        |
        | Build | Build machine |
      And what was said about "Build" is changed to "Somebody with patience"
      When "Build" is executed
      Then the context handed back tells "Somebody with patience"

    @VALID-6 @TASK-4 @normal
    Scenario: A change of one task leaves its sister alone
      Given the family "Release" is planned:
        | task  | description |
        | Build | as it was   |
        | Check | as it was   |
      When the description of "Build" is changed to "as it should be"
      Then the description of "Check" is "as it was"

  Rule: A milestone can change a task's state where the map allows it

    @VALID-6 @TASK-4 @critical
    Scenario Outline: A task that is <before> can be made <after>
      Given the task "Paint the door" is <before>
      When it is changed to <after>
      Then it is <after>

      Examples: roads on the map
        | before      | after       |
        | pending     | blocked     |
        | in progress | blocked     |
        | in progress | failed      |
        | blocked     | in progress |
        | completed   | archived    |
        | failed      | archived    |
        | cancelled   | archived    |

    @VALID-6 @TASK-4 @normal
    Scenario: A change to the state it is in already changes nothing
      Given the task "Paint the door" is in progress
      When it is changed to in progress
      Then the change is accepted
      And it is still in progress

  Rule: A change that the map does not have is refused

    @TASK-4 @critical
    Scenario Outline: A task that is <before> cannot be made <after>
      Given the task "Paint the door" is <before>
      When it is changed to <after>
      Then the change is refused
      And it is still <before>

      Examples: no road
        | before      | after       |
        | pending     | in progress |
        | pending     | completed   |
        | pending     | failed      |
        | in progress | pending     |
        | in progress | completed   |
        | blocked     | pending     |
        | blocked     | failed      |
        | completed   | in progress |
        | failed      | pending     |
        | cancelled   | in progress |
        | archived    | pending     |

    @TASK-4 @critical
    Scenario: A refused change changes nothing at all
      Given the task "Paint the door" is planned with:
        | value       | given        |
        | description | Blue, please |
      When it is changed to failed, and its description to "Green, please"
      Then the change is refused
      And its description is "Blue, please"
      And it is still pending

    @TASK-4 @normal
    Scenario: The words of a completed task are not edited any more
      Given the task "Paint the door" is completed
      When its title is changed to "Paint the window"
      Then the change is refused
      And its title is "Paint the door"

    @TASK-4 @normal
    Scenario: A task nobody knows is not changed
      When the title of an unknown task is changed to "Somebody"
      Then the change is refused

    @TASK-4 @PLAN-4 @normal
    Scenario: A blocked task is not resumed before what it waits for
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      And "Ship" is blocked
      When it is changed to in progress
      Then the change is refused
      And "Ship" is still blocked
