Feature: Planning tasks
  Work begins with a plan: a main task and its component tasks. The orchestrator keeps every planned value exactly as it
  was given. A plan that it rejects leaves no trace. Text in round brackets stands for what it describes, and two quotation
  marks inside a text stand for one.

  Rule: The main task keeps every value given at planning

    @PLAN-2 @TASK-1 @critical
    Scenario Outline: The main task keeps the planned <field>
      When the task "Integration Testing Implementation" is planned with:
        | field   | value  |
        | <field> | <kept> |
      Then its <field> is "<kept>"

      Examples: values of the main task
        | field            | kept                                                        |
        | title            | Integration Testing Implementation                          |
        | description      | Execute comprehensive integration testing for v2.0 features |
        | kind             | implementation                                              |
        | complexity       | complex                                                     |
        | specialist       | tester                                                      |
        | estimated effort | 1-2 weeks                                                   |

    @PLAN-2 @TASK-1 @normal
    Scenario: A task keeps its planned due date
      When the task "Publish the release" is planned with:
        | field    | value      |
        | due date | 2031-05-17 |
      Then its due date is "2031-05-17"

    @TASK-1 @normal
    Scenario Outline: A task keeps the planned <field> "<value>"
      When the task "Publish the release" is planned with:
        | field   | value   |
        | <field> | <value> |
      Then its <field> is "<value>"

      Examples: values
        | field            | value                         |
        | kind             | breakdown                     |
        | kind             | milestone                     |
        | kind             | review                        |
        | kind             | approval                      |
        | kind             | research                      |
        | kind             | deployment                    |
        | kind             | custom                        |
        | specialist       | analyst                       |
        | specialist       | documenter                    |
        | specialist       | architect                     |
        | specialist       | devops                        |
        | specialist       | researcher                    |
        | specialist       | coordinator                   |
        | specialist       | generic                       |
        | due date         | 2031-05-17T10:00:00Z          |
        | due date         | 2031-05-17T23:30:00.125+05:30 |
        | due date         | 2028-02-29                    |
        | due date         | 2031-05-17T00:00:00+14:00     |
        | due date         | 2031-05-17T23:59:59-12:00     |
        | estimated effort | 0                             |
        | context          | due: 2031-05-17T10:00:00Z     |

    @TASK-1 @critical
    Scenario: A planned task is pending
      When the task "Draft the announcement" is planned
      Then it is pending

    @TASK-1 @normal
    Scenario: The reply to a plan shows the task as pending
      When the task "Tell me at once" is planned
      Then the reply shows it as pending

    @TASK-1 @normal
    Scenario Outline: The reply to a plan shows the planned <field>
      When the task "Publish the release" is planned with:
        | field   | value   |
        | <field> | <value> |
      Then the reply to the plan shows its <field> as "<value>"

      Examples: fields
        | field            | value                         |
        | title            | Publish the autumn release    |
        | description      | To all mirrors, then tell all |
        | kind             | milestone                     |
        | complexity       | very complex                  |
        | estimated effort | 2 hours                       |
        | due date         | 2031-05-17                    |
        | context          | expert: orbits; place: Ceres  |

    @TASK-1 @normal
    Scenario: The reply to a plan shows the planned parent
      Given the task "Autumn" is planned
      When the task "Publish the release" is planned with:
        | field  | value  |
        | parent | Autumn |
      Then the reply to the plan shows its parent as "Autumn"

    @TASK-1 @normal
    Scenario: The reply to a plan shows the planned dependency
      Given the task "Rake" is planned
      When the task "Publish the release" is planned with:
        | field      | value |
        | depends on | Rake  |
      Then the reply to the plan shows its depends on as "Rake"

  Rule: A value that a plan leaves out gets the documented default

    @TASK-1 @normal
    Scenario Outline: A task planned without a <field> gets the <field> "<default>"
      When the task "Tidy the shelves" is planned
      Then its <field> is "<default>"

      Examples: defaults
        | field      | default  |
        | kind       | standard |
        | complexity | moderate |

    @TASK-1 @normal
    Scenario Outline: The reply to a plan without a <field> shows the <field> "<default>"
      When the task "Tidy the shelves" is planned
      Then the reply to the plan shows its <field> as "<default>"

      Examples: defaults
        | field      | default  |
        | kind       | standard |
        | complexity | moderate |

    @TASK-1 @normal
    Scenario Outline: A task planned without a <field> has no <field>
      When the task "Tidy the shelves" is planned
      Then it has no <field>

      Examples: values without a default
        | field    |
        | due date |
        | parent   |

    @TASK-1 @normal
    Scenario Outline: A plan with a title and a description makes up no <field>
      When the task "Tidy the shelves" is planned
      Then it has no <field>

      Examples: values without a default
        | field            |
        | estimated effort |
        | context          |

    @TASK-1 @normal
    Scenario Outline: A subtask gets the default <field>, not that of its parent
      Given the task "Spring cleaning" is planned with:
        | field   | value           |
        | <field> | <of the parent> |
      When the task "Wash the windows" is planned with:
        | field  | value           |
        | parent | Spring cleaning |
      Then its <field> is "<default>"

      Examples: defaults
        | field      | of the parent | default  |
        | kind       | milestone     | standard |
        | complexity | trivial       | moderate |

    @TASK-1 @normal
    Scenario Outline: A subtask does not inherit the <field> of its parent
      Given the task "Spring cleaning" is planned with:
        | field   | value           |
        | <field> | <of the parent> |
      When the task "Wash the windows" is planned with:
        | field  | value           |
        | parent | Spring cleaning |
      Then it has no <field>

      Examples: values without a default
        | field            | of the parent   |
        | due date         | 2031-05-17      |
        | estimated effort | 3 days          |
        | context          | tools: a bucket |

    @TASK-1 @normal
    Scenario: A subtask does not inherit the specialist of its parent
      Given the task "Spring cleaning" is planned with:
        | field      | value  |
        | specialist | tester |
      And the task "Wash the windows" is planned with:
        | field  | value           |
        | parent | Spring cleaning |
      When the subtasks of "Spring cleaning" are searched by specialist "tester"
      Then the search returns no tasks

    @TASK-1 @critical
    Scenario Outline: A parent stays <state> when a subtask is planned
      Given the task "Spring cleaning" is <state>
      When the task "Wash the windows" is planned with:
        | field  | value           |
        | parent | Spring cleaning |
      Then "Spring cleaning" is still <state>

      Examples: states
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |

  Rule: Any text reads back exactly as it was given

    @TASK-1 @SAFE-7 @normal
    Scenario Outline: A title with <characters> reads back unchanged
      When the task "Odd one" is planned with the title <title>
      Then its title is <title>

      Examples: special characters
        | characters          | title                                         |
        | an apostrophe       | "Mend O'Brien's build"                        |
        | quotation marks     | "Say ""hello"" twice"                         |
        | SQL statements      | "x'); DROP TABLE tasks; --"                   |
        | emoji               | "Ship it 🚀👩‍👩‍👧‍👦"                                |
        | right-to-left words | "خطة الإصدار القادم"                          |
        | wild-card signs     | "100% of _every_ *case*"                      |
        | mark-up             | "<script>alert(1)</script> & {{placeholder}}" |

  Rule: Component tasks are subtasks of the main task

    @PLAN-3 @critical
    Scenario: The main task has exactly the five components as subtasks
      When the task tree "Integration Testing Implementation" is planned:
        | task                   |
        | Feature Integration    |
        | API Testing            |
        | System Validation      |
        | Performance Benchmarks |
        | Error Scenarios        |
      And the subtasks of "Integration Testing Implementation" are searched
      Then the search finds exactly "Feature Integration, API Testing, System Validation, Performance Benchmarks, Error Scenarios"

    @PLAN-3 @critical
    Scenario Outline: The parent of <component> is the main task
      When the task tree "Integration Testing Implementation" is planned:
        | task        |
        | <component> |
      Then "<component>"'s parent is "Integration Testing Implementation"

      Examples: components
        | component              |
        | Feature Integration    |
        | API Testing            |
        | System Validation      |
        | Performance Benchmarks |
        | Error Scenarios        |

    @PLAN-3 @normal
    Scenario Outline: <component> keeps its planned <field>
      When the task tree "Integration Testing Implementation" is planned:
        | task        | <field> |
        | Rehearsal   | <other> |
        | <component> | <value> |
        | Afterwards  | <other> |
      Then "<component>"'s <field> is "<value>"

      Examples: fields
        | component              | field       | value                           | other            |
        | Feature Integration    | specialist  | tester                          | coder            |
        | API Testing            | complexity  | complex                         | simple           |
        | System Validation      | description | Look at the orchestrator itself | Look around once |
        | Performance Benchmarks | complexity  | trivial                         | complex          |
        | Error Scenarios        | specialist  | analyst                         | devops           |

    @PLAN-3 @TASK-1 @normal
    Scenario: Subtasks with the same description have different identifiers
      When the task tree "Twins" is planned:
        | task   | description    |
        | Castor | the same words |
        | Pollux | the same words |
      Then "Castor" and "Pollux" have different identifiers

    @TASK-1 @critical
    Scenario: The identifier of a permanently deleted task is not reused
      Given the task "Gone for ever" is planned
      When the task is deleted permanently
      And the task "Somebody else" is planned
      Then "Somebody else" and "Gone for ever" have different identifiers

    @TASK-1 @critical
    Scenario: The identifier of an archived task is not reused
      Given the task "Put away" is archived
      When the task "Somebody else" is planned
      Then "Somebody else" and "Put away" have different identifiers
      And "Put away" is still archived

    @TASK-1 @critical @own_server
    Scenario Outline: Started again, the orchestrator reuses no identifier of a task <removed>
      Given the task "The last one" is planned
      When the task is <removed>
      And the orchestrator is started again in the same workspace
      And the task "Somebody else" is planned
      Then "Somebody else" and "The last one" have different identifiers

      Examples: removals
        | removed             |
        | archived            |
        | deleted permanently |

    @TASK-1 @critical @own_server
    Scenario: Started again, the orchestrator keeps its tasks and reuses no identifier
      Given the task "Here before" is planned
      When the orchestrator is started again in the same workspace
      And the task "Here after" is planned
      Then "Here after" and "Here before" have different identifiers
      And "Here before" is still pending

  Rule: An invalid plan is rejected and leaves no trace

    @TASK-1 @critical
    Scenario Outline: A plan with <mistake> is rejected and creates no task
      Given the number of tasks is noted
      When the task "Nonsense" is planned with:
        | field   | value   |
        | <field> | <value> |
      Then the plan is rejected
      And the number of tasks is unchanged

      Examples: mistakes
        | mistake                     | field      | value             |
        | an empty title              | title      |                   |
        | a title of spaces only      | title      | (three spaces)    |
        | a title of wide spaces only | title      | (wide spaces)     |
        | an unknown parent           | parent     | (an unknown task) |
        | an unknown dependency       | depends on | (an unknown task) |
        | an unknown kind             | kind       | daydreaming       |
        | an unknown complexity       | complexity | mind-boggling     |
        | an unknown specialist       | specialist | astrologer        |
        | an invalid due date         | due date   | someday           |
        | a leap day in a common year | due date   | 2031-02-29        |

    @TASK-1 @critical
    Scenario Outline: An unknown dependency <place> is rejected and creates no task
      Given the task "Dig the pond" is planned
      And the task "Lay the pipe" is planned
      And the number of tasks is noted
      When the task "Fill the pond" is planned with:
        | field      | value          |
        | depends on | <dependencies> |
      Then the plan is rejected
      And the number of tasks is unchanged

      Examples: places
        | place                  | dependencies                                  |
        | after a known one      | Dig the pond, (an unknown task)               |
        | before a known one     | (an unknown task), Dig the pond               |
        | between two known ones | Dig the pond, (an unknown task), Lay the pipe |
