Feature: Surroundings
  The orchestrator works the same in any directory, in any time zone and under any locale. Its
  ordinary work writes nothing outside the workspace.

  Rule: The path of the workspace does not matter

    @CLIENT-5 @SESSION-1 @critical
    Scenario Outline: A task planned in a directory <directory> is kept
      Given the orchestrator runs in a directory <directory>
      And the task "At home anywhere" is in progress
      When the orchestrator is started again in the same workspace
      Then "At home anywhere" is still in progress

      Examples: directories
        | directory                      |
        | with spaces in its name        |
        | with percent signs in its name |
        | with other letters in its name |
        | with a long path               |
        | behind a link                  |

    @CLIENT-5 @TASK-3 @critical
    Scenario Outline: Work submitted in a directory <directory> is stored inside it
      Given the orchestrator runs in a directory <directory>
      And the task "At home anywhere" is in progress
      When its result is submitted
      Then its artifact is byte for byte what was submitted
      And its artifact is inside the workspace

      Examples: directories
        | directory                      |
        | with spaces in its name        |
        | with percent signs in its name |
        | with other letters in its name |
        | with a long path               |
        | behind a link                  |

  Rule: The time zone of the machine does not matter

    @CLIENT-5 @TASK-1 @critical
    Scenario Outline: On <place> time, a planning time is true
      Given the orchestrator runs on <place> time
      When the task "What time is it" is planned
      Then it was planned at the true time

      Examples: time zones
        | place      |
        | Kathmandu  |
        | St. John's |

    @CLIENT-5 @TASK-7 @critical
    Scenario Outline: On <place> time, a moment <given> is understood
      Given the orchestrator runs on <place> time
      And the task tree "Two moments" is planned:
        | task  |
        | Early |
        | Late  |
      When the subtasks of "Two moments" are searched for those planned after a moment between "Early" and "Late", <given>
      Then the search finds exactly "Late"

      Examples: time zones
        | place      | given                          |
        | Kathmandu  | given in UTC without an offset |
        | Kathmandu  | given in another time zone     |
        | St. John's | given in UTC without an offset |
        | St. John's | given in another time zone     |

    @CLIENT-5 @TASK-1 @critical
    Scenario Outline: On <place> time, the due date <due> reads back unchanged
      Given the orchestrator runs on <place> time
      When the task "Publish the release" is planned with:
        | field    | value |
        | due date | <due> |
      Then its due date is "<due>"

      Examples: due dates
        | place      | due                       |
        | Kathmandu  | 2031-05-17                |
        | Kathmandu  | 2032-02-29                |
        | Kathmandu  | 2031-05-17T23:30:00+00:00 |
        | St. John's | 2031-05-17                |
        | St. John's | 2032-02-29                |
        | St. John's | 2031-03-09T02:30:00       |
        | St. John's | 2031-11-02T01:30:00-03:30 |

  Rule: The locale does not matter

    @CLIENT-5 @SAFE-7 @critical
    Scenario Outline: Under <locale>, a title with <characters> reads back unchanged
      Given the orchestrator runs under <locale>
      When the task "Odd one" is planned with the title <title>
      Then its title is <title>

      Examples: locales
        | locale                    | characters          | title                |
        | the C locale              | accents             | "Façade à la señora" |
        | the C locale              | emoji               | "Ship it 🚀👩‍👩‍👧‍👦"       |
        | the C locale              | right-to-left words | "خطة الإصدار القادم" |
        | a Western European locale | accents             | "Façade à la señora" |
        | a Western European locale | emoji               | "Ship it 🚀👩‍👩‍👧‍👦"       |
        | a Western European locale | right-to-left words | "خطة الإصدار القادم" |

    @CLIENT-5 @SAFE-7 @TASK-3 @critical
    Scenario Outline: Under <locale>, work that contains emoji is stored unchanged
      Given the orchestrator runs under <locale>
      And the task "Odd one" is in progress
      When its result is submitted with work that contains emoji
      Then its artifact is byte for byte what was submitted

      Examples: locales
        | locale                    |
        | the C locale              |
        | a Western European locale |

  Rule: Ordinary work writes nothing outside the workspace

    @CLIENT-5 @SAFE-8 @critical
    Scenario: Planning, work and a search write nothing outside the workspace
      Given the orchestrator runs with a home of its own
      And the task "Kept in its place" is completed
      When all tasks are searched by text "Kept"
      Then nothing was written outside the workspace

  Rule: Accepted changes outlast idle days, maintenance and further starts

    @CLIENT-5 @SAFE-1 @critical
    Scenario: A completed task stays so over two idle days
      Given the orchestrator runs with an adjustable clock and timers
      And the task "Left alone" is completed
      When the clock of the orchestrator jumps two days ahead
      Then another task can be planned
      And "Left alone" is still completed

    @CLIENT-5 @TASK-4 @MAINT-1 @critical
    Scenario: A changed title outlasts two idle days and maintenance
      Given the orchestrator runs with an adjustable clock and timers
      And the task "Left alone" is planned
      When its title is changed to "Left alone, and renamed"
      And the clock of the orchestrator jumps two days ahead
      And the session's directory is scanned and cleaned up
      Then its title is "Left alone, and renamed"

    @CLIENT-5 @SESSION-2 @MAINT-1 @critical
    Scenario Outline: A task stays <state> over an idle day and a new start
      Given the orchestrator runs with an adjustable clock
      And the clock of the orchestrator jumps a day back
      And the task "Left alone" is <state>
      When the orchestrator is started again in the same workspace
      Then "Left alone" is still <state>

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |
