Feature: Updating tasks
  A planned task is pending until it is started. An update changes the fields that it names and leaves all others
  unchanged. An update that contains a forbidden change is rejected as a whole. The brief is what a specialist receives when
  the task is started; it names the expert of the task, that is, the knowledge that the task needs. Text in round brackets
  stands for what it describes, and two quotation marks inside a text stand for one.

  Rule: An update changes the fields it names and no others

    @VALID-6 @TASK-4 @critical
    Scenario Outline: An update changes the <field> of a task
      Given the task "Write the release notes" is planned with:
        | field   | value |
        | <field> | <old> |
      When its <field> is changed to "<new>"
      Then its <field> is "<new>"

      Examples: fields
        | field            | old                     | new                       |
        | title            | Write the release notes | Write the upgrade guide   |
        | description      | Notes for everybody     | Notes for administrators  |
        | complexity       | simple                  | very complex              |
        | specialist       | documenter              | reviewer                  |
        | estimated effort | 2 hours                 | 3 days                    |
        | due date         | 2031-05-17              | 2032-01-31                |
        | context          | room: 7                 | due: 2031-05-17T10:00:00Z |

    @VALID-6 @TASK-4 @critical
    Scenario Outline: An update of the <field> changes nothing else
      Given the task "Write the release notes" is planned with:
        | field            | value               |
        | description      | Notes for everybody |
        | kind             | documentation       |
        | complexity       | simple              |
        | specialist       | documenter          |
        | estimated effort | 2 hours             |
        | due date         | 2031-05-17          |
      When its <field> is changed to "<new>"
      Then nothing but its <field> has changed

      Examples: fields
        | field            | new                      |
        | title            | Write the upgrade guide  |
        | description      | Notes for administrators |
        | complexity       | very complex             |
        | specialist       | reviewer                 |
        | estimated effort | 3 days                   |
        | due date         | 2032-01-31               |

    @TASK-2 @TASK-4 @SAFE-7 @normal
    Scenario Outline: An expert named with <characters> appears unchanged in the brief
      Given the task "Odd one" is planned
      And its expert is changed to "<text>"
      When it is started
      Then the brief mentions "<text>"

      Examples: special characters
        | characters                        | text                       |
        | SQL statements                    | x'); DROP TABLE tasks; --  |
        | emoji                             | Ship it 🚀👩‍👩‍👧‍👦               |
        | right-to-left words               | خطة الإصدار                |
        | an accent as a separate character | étude                      |
        | mark-up                           | <b>{{bold}}</b> &amp; 100% |

    @TASK-4 @SAFE-7 @normal
    Scenario Outline: A changed <field> with <characters> reads back exactly as entered
      Given the task "Odd one" is planned
      When its <field> is changed to <text>
      Then its <field> is <text>

      Examples: special characters
        | field            | characters                        | text                         |
        | title            | quotation marks                   | "Say ""hello"", 'twice'"     |
        | title            | SQL statements                    | "x'); DROP TABLE tasks; --"  |
        | title            | emoji                             | "Ship it 🚀👩‍👩‍👧‍👦"               |
        | title            | right-to-left words               | "خطة الإصدار القادم"         |
        | title            | an accent as a separate character | "étude"                      |
        | title            | spaces at both ends               | "  as indented  "            |
        | title            | mark-up                           | "<b>{{bold}}</b> &amp; 100%" |
        | title            | invisible characters              | "(invisible characters)"     |
        | description      | quotation marks                   | "Say ""hello"", 'twice'"     |
        | description      | SQL statements                    | "x'); DROP TABLE tasks; --"  |
        | description      | emoji                             | "Ship it 🚀👩‍👩‍👧‍👦"               |
        | description      | right-to-left words               | "خطة الإصدار القادم"         |
        | description      | an accent as a separate character | "étude"                      |
        | description      | spaces at both ends               | "  as indented  "            |
        | description      | mark-up                           | "<b>{{bold}}</b> &amp; 100%" |
        | description      | invisible characters              | "(invisible characters)"     |
        | estimated effort | quotation marks                   | "Say ""hello"", 'twice'"     |
        | estimated effort | SQL statements                    | "x'); DROP TABLE tasks; --"  |
        | estimated effort | emoji                             | "Ship it 🚀👩‍👩‍👧‍👦"               |
        | estimated effort | right-to-left words               | "خطة الإصدار القادم"         |
        | estimated effort | an accent as a separate character | "étude"                      |
        | estimated effort | spaces at both ends               | "  as indented  "            |
        | estimated effort | mark-up                           | "<b>{{bold}}</b> &amp; 100%" |
        | estimated effort | invisible characters              | "(invisible characters)"     |
        | description      | Windows line endings              | "(Windows line endings)"     |
        | due date         | an offset of zero                 | "2031-05-17T10:30:00Z"       |
        | due date         | another offset                    | "2031-05-17T10:30:00+05:30"  |

    @VALID-6 @TASK-4 @EXEC-2 @critical
    Scenario: A task keeps its expert when its description is updated
      Given the task tree "Release" is planned:
        | task  | expert        |
        | Build | Build machine |
      And "Build"'s description is changed to "As fast as can be"
      When "Build" is started
      Then the brief mentions "Build machine"

    @VALID-6 @TASK-4 @normal
    Scenario: A changed expert appears in the brief
      Given the task tree "Release" is planned:
        | task  | expert        |
        | Build | Build machine |
      And "Build"'s expert is changed to "Somebody with patience"
      When "Build" is started
      Then the brief mentions "Somebody with patience"

    @VALID-6 @TASK-4 @normal
    Scenario: A new context replaces the planned one as a whole
      Given the task "Paint the door" is planned with:
        | field   | value                           |
        | context | tools: a brush; place: the hall |
      When its context is changed to "tools: a roller"
      Then its context is "tools: a roller"

    @VALID-6 @TASK-4 @normal
    Scenario: An empty context replaces the planned one
      Given the task "Paint the door" is planned with:
        | field   | value                           |
        | context | tools: a brush; place: the hall |
      When its context is changed to ""
      Then it has no context

    @VALID-6 @TASK-4 @normal
    Scenario Outline: An empty <field> replaces the planned one
      Given the task "Paint the door" is planned with:
        | field   | value |
        | <field> | <old> |
      When its <field> is changed to ""
      Then it has no <field>

      Examples: fields
        | field            | old          |
        | description      | Blue, please |
        | estimated effort | 2 days       |

    @VALID-6 @TASK-4 @normal
    Scenario Outline: A changed context keeps the whole number <number>
      Given the task "Count the bricks" is planned
      When its context is changed to "bricks: <number>"
      Then its context is "bricks: <number>"

      Examples: numbers
        | number                           |
        | 0                                |
        | 9007199254740993                 |
        | -1000000000000000000000000000001 |

    @VALID-6 @TASK-4 @normal
    Scenario: Updating a task leaves the description of its sibling unchanged
      Given the task tree "Release" is planned:
        | task  | description |
        | Build | as it was   |
        | Check | as it was   |
      When "Build"'s description is changed to "as it should be"
      Then "Check"'s description is "as it was"

    @VALID-6 @TASK-4 @critical
    Scenario Outline: An update to the current state, <state>, also changes the <field>
      Given the task "Paint the door" is <state>
      When its state is changed to <state> and its <field> to "<new>"
      Then the change is accepted
      And its <field> is "<new>"
      And it is still <state>

      Examples: states and fields
        | state       | field       | new              |
        | pending     | title       | Paint the window |
        | in progress | description | Green, please    |
        | in progress | due date    | 2032-01-31       |
        | blocked     | complexity  | very complex     |
        | blocked     | context     | tools: a roller  |

    @TASK-4 @TASK-3 @critical
    Scenario Outline: A task keeps its summary when its state is changed to <state>
      Given the task "Paint the door" is in progress
      And its result is submitted with more work to follow with the summary "The first coat is on"
      When its state is changed to <state>
      Then its summary is "The first coat is on"

      Examples: states
        | state       |
        | in progress |
        | blocked     |
        | failed      |

  Rule: An update that is not allowed is rejected

    @TASK-4 @critical
    Scenario: An update that would fail a pending task is rejected entirely
      Given the task "Paint the door" is planned with:
        | field       | value        |
        | description | Blue, please |
      When its state is changed to failed and its description to "Green, please"
      Then the change is rejected
      And its description is "Blue, please"
      And it is still pending

    @TASK-4 @critical
    Scenario Outline: An update with an invalid <field> does not change the state
      Given the task "Paint the door" is pending
      When its state is changed to blocked and its <field> to "<value>"
      Then the change is rejected
      And it is still pending

      Examples: invalid values
        | field      | value         |
        | title      |               |
        | complexity | mind-boggling |
        | specialist | astrologer    |
        | due date   | someday       |
        | due date   | 2031-02-29    |
        | title      | (wide spaces) |

    @TASK-4 @PLAN-4 @critical
    Scenario Outline: An update that would start a task too early keeps its <field>
      Given the task tree "Release" is planned:
        | task  | depends on | <field>    |
        | Build |            | <of build> |
        | Ship  | Build      | <old>      |
      And "Ship" is blocked
      When its state is changed to in progress and its <field> to "<new>"
      Then the change is rejected
      And "Ship"'s <field> is "<old>"

      Examples: fields
        | field       | of build       | old            | new          |
        | title       | Build          | Ship           | Sail         |
        | description | To all mirrors | To all mirrors | To a few     |
        | complexity  | simple         | simple         | very complex |
        | specialist  | coder          | coder          | tester       |

    @TASK-4 @normal
    Scenario: The title of a completed task cannot be changed
      Given the task "Paint the door" is completed
      When its title is changed to "Paint the window"
      Then the change is rejected
      And its title is "Paint the door"

    @TASK-4 @normal
    Scenario Outline: The <field> of a task that is <state> cannot be changed
      Given the task "Paint the door" is planned with:
        | field   | value |
        | <field> | <old> |
      And it is <state>
      When its <field> is changed to "<new>"
      Then the change is rejected
      And its <field> is "<old>"

      Examples: final states
        | state     | field            | old            | new           |
        | completed | description      | Blue, please   | Green, please |
        | completed | complexity       | simple         | complex       |
        | completed | specialist       | coder          | tester        |
        | completed | estimated effort | 2 hours        | 3 days        |
        | completed | due date         | 2031-05-17     | 2032-01-31    |
        | failed    | title            | Paint the door | Paint it all  |
        | cancelled | title            | Paint the door | Paint it all  |
        | archived  | title            | Paint the door | Paint it all  |
        | failed    | description      | Blue, please   | Green, please |
        | cancelled | description      | Blue, please   | Green, please |
        | archived  | description      | Blue, please   | Green, please |

    @TASK-4 @normal
    Scenario: Updating an unknown task is rejected
      When an unknown task's title is changed to "Somebody"
      Then the change is rejected

    @TASK-4 @PLAN-4 @critical
    Scenario Outline: A <before> task with an unfinished dependency cannot become <state>
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      And "Ship" is <before>
      When its state is changed to <state>
      Then the change is rejected
      And "Ship" is still <before>

      Examples: states
        | before  | state       |
        | pending | in progress |
        | pending | active      |
        | blocked | in progress |
        | blocked | active      |

  Rule: No task becomes part of itself

    @TASK-4 @critical
    Scenario Outline: A change that makes a task its own <relation> is rejected
      Given the task "First" is planned
      And the task "Second" is planned with:
        | field  | value |
        | parent | First |
      And the task "Third" is planned with:
        | field  | value  |
        | parent | Second |
      When "First"'s parent is changed to "<parent>"
      Then the change is rejected
      And "First" has no parent

      Examples: relations
        | relation          | parent |
        | parent            | First  |
        | grandparent       | Second |
        | great-grandparent | Third  |
