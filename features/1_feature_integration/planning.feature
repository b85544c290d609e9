Feature: Planning
  Work begins with a plan: a main task, the component tasks under it, and which of them wait for others. What was
  planned is what the orchestrator keeps, down to the last character; what it refuses to plan leaves no trace.

  Rule: The main task keeps every value it was planned with

    @PLAN-2 @TASK-1 @critical
    Scenario Outline: The main task keeps its <value>
      When the task "Integration Testing Implementation" is planned with:
        | value            | given                                                       |
        | description      | Execute comprehensive integration testing for v2.0 features |
        | kind             | implementation                                              |
        | complexity       | complex                                                     |
        | specialist       | tester                                                      |
        | estimated effort | 1-2 weeks                                                   |
      Then its <value> is "<kept>"

      Examples: the plan's own values
        | value            | kept                                                        |
        | title            | Integration Testing Implementation                          |
        | description      | Execute comprehensive integration testing for v2.0 features |
        | kind             | implementation                                              |
        | complexity       | complex                                                     |
        | specialist       | tester                                                      |
        | estimated effort | 1-2 weeks                                                   |

    @PLAN-2 @TASK-1 @normal
    Scenario: A due date is kept
      When the task "Publish the release" is planned with:
        | value    | given      |
        | due date | 2031-05-17 |
      Then its due date is "2031-05-17"

    @TASK-1 @critical
    Scenario: A planned task is pending
      When the task "Draft the announcement" is planned
      Then it is pending

    @TASK-1 @normal
    Scenario: The reply to a plan tells the task's state
      When the task "Tell me at once" is planned
      Then the reply tells that it is pending

  Rule: What a plan leaves out gets the documented default

    @TASK-1 @normal
    Scenario Outline: A task planned without a <value> is <default>
      When the task "Tidy the shelves" is planned
      Then its <value> is "<default>"

      Examples: defaults
        | value      | default  |
        | kind       | standard |
        | complexity | moderate |

    @TASK-1 @normal
    Scenario Outline: A task planned without a <value> has none
      When the task "Tidy the shelves" is planned
      Then it has no <value>

      Examples: nothing is made up
        | value    |
        | due date |
        | parent   |

  Rule: Any text comes back as it was given

    @TASK-1 @SAFE-7 @normal
    Scenario Outline: A title with <characters> is kept to the last character
      When the task "Odd one" is planned with the title <title>
      Then its title is <title>

      Examples: what careless programs stumble over
        | characters          | title                                         |
        | an apostrophe       | "Mend O'Brien's build"                        |
        | quotation marks     | "Say ""hello"" twice"                         |
        | database language   | "x'); DROP TABLE tasks; --"                   |
        | emoji               | "Ship it 🚀👩‍👩‍👧‍👦"                                |
        | right-to-left words | "خطة الإصدار القادم"                          |
        | wild-card signs     | "100% of _every_ *case*"                      |
        | mark-up             | "<script>alert(1)</script> & {{placeholder}}" |

  Rule: Component tasks are planned under the main task

    @PLAN-3 @critical
    Scenario: The five components are found under the main task
      When the family "Integration Testing Implementation" is planned:
        | task                   | specialist | complexity |
        | Feature Integration    | tester     | moderate   |
        | API Testing            | tester     | moderate   |
        | System Validation      | tester     | moderate   |
        | Performance Benchmarks | tester     | moderate   |
        | Error Scenarios        | tester     | moderate   |
      And the tasks of "Integration Testing Implementation" are looked up
      Then exactly "Feature Integration, API Testing, System Validation, Performance Benchmarks, Error Scenarios" are found

    @PLAN-3 @critical
    Scenario Outline: <component> belongs to the main task
      When the family "Integration Testing Implementation" is planned:
        | task        | specialist |
        | <component> | tester     |
      Then the parent of "<component>" is "Integration Testing Implementation"

      Examples: components
        | component              |
        | Feature Integration    |
        | API Testing            |
        | System Validation      |
        | Performance Benchmarks |
        | Error Scenarios        |

    @PLAN-3 @TASK-1 @normal
    Scenario: No two tasks share an identity
      When the family "Twins" is planned:
        | task   | description    |
        | Castor | the same words |
        | Pollux | the same words |
      Then every task of "Twins" has an identity of its own

    @TASK-1 @critical
    Scenario: An identity is not given again when its task is gone
      Given the task "Gone for ever" is planned
      When it is deleted for good
      And the task "Somebody else" is planned
      Then "Somebody else" has another identity than "Gone for ever" had

    @TASK-1 @critical @own_server
    Scenario: A new process gives no identity again
      Given the task "Here before" is planned
      When the orchestrator is started anew in the same workspace
      And the task "Here after" is planned
      Then "Here after" has another identity than "Here before" had
      And "Here before" is still pending

  Rule: A task can be planned to wait for others

    @PLAN-4 @critical
    Scenario: What a task waits for is kept
      When the family "Release" is planned:
        | task  | waits for   |
        | Build |             |
        | Check |             |
        | Ship  | Build,Check |
      Then "Ship" waits for exactly "Build, Check"

    @PLAN-4 @TASK-2 @critical
    Scenario: A task is not executed before what it waits for
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      When "Ship" is executed
      Then the execution is refused
      And "Ship" is still pending

    @PLAN-4 @TASK-2 @normal
    Scenario: The refusal names what the task waits for
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      When "Ship" is executed
      Then the execution is refused
      And the refusal names "Build"

    @PLAN-4 @TASK-2 @critical
    Scenario: A task is executed once all it waited for is completed
      Given the family "Release" is planned:
        | task  | waits for   |
        | Build |             |
        | Check |             |
        | Ship  | Build,Check |
      And "Build" is completed
      And "Check" is completed
      When "Ship" is executed
      Then it is in progress

    @PLAN-4 @TASK-2 @normal
    Scenario: One completed task of two is not enough
      Given the family "Release" is planned:
        | task  | waits for   |
        | Build |             |
        | Check |             |
        | Ship  | Build,Check |
      And "Build" is completed
      When "Ship" is executed
      Then the execution is refused
      And "Ship" is still pending

    @PLAN-4 @TASK-2 @normal
    Scenario: A task whose predecessor was cancelled is not executed
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      And "Build" is cancelled
      When "Ship" is executed
      Then the execution is refused
      And the refusal names "Build"
      And "Ship" is still pending

  Rule: A plan that makes no sense is refused and leaves no trace

    @TASK-1 @critical
    Scenario Outline: A plan with <mistake> is refused
      Given the number of tasks is noted
      When the task "Nonsense" is planned with:
        | value   | given   |
        | <value> | <given> |
      Then the plan is refused
      And the number of tasks is as noted

      Examples: mistakes
        | mistake                   | value      | given             |
        | an empty title            | title      |                   |
        | a title of blanks         | title      | (three blanks)    |
        | a parent nobody knows     | parent     | (an unknown task) |
        | a predecessor unknown     | waits for  | (an unknown task) |
        | a kind that is none       | kind       | daydreaming       |
        | a complexity that is none | complexity | mind-boggling     |
        | a specialist that is none | specialist | astrologer        |
        | a due date that is none   | due date   | the day after     |
