Feature: Starting tasks
  Starting a task puts it in progress and hands it to the specialist chosen in the plan. The reply is the brief: the
  specialist's role and role instructions, the title and description of the task, and the expert and the task instructions
  given in the plan. An expert is a name for the knowledge that the task needs.

  Rule: Starting a task puts it, and only it, in progress

    @EXEC-1 @TASK-2 @critical
    Scenario Outline: <component> is in progress after it is started
      Given the task tree "Integration Testing Implementation" is planned:
        | task        |
        | <component> |
      When "<component>" is started
      Then it is in progress

      Examples: components
        | component              |
        | Feature Integration    |
        | API Testing            |
        | System Validation      |
        | Performance Benchmarks |
        | Error Scenarios        |

    @EXEC-1 @critical
    Scenario: The components can be started and completed in the planned order
      Given the task tree "Integration Testing Implementation" is planned:
        | task                   | depends on             |
        | Feature Integration    |                        |
        | API Testing            | Feature Integration    |
        | System Validation      | API Testing            |
        | Performance Benchmarks | System Validation      |
        | Error Scenarios        | Performance Benchmarks |
      When every subtask of "Integration Testing Implementation" is started and completed in order
      Then every subtask of "Integration Testing Implementation" is completed

    @EXEC-1 @TASK-2 @normal
    Scenario: Starting a subtask leaves its parent pending
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      When "Build" is started
      Then "Release" is still pending

    @EXEC-1 @normal
    Scenario: Starting a task leaves its sibling pending
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      When "Build" is started
      Then "Check" is still pending

  Rule: Starting a task returns the specialist's brief

    @EXEC-2 @TASK-2 @critical
    Scenario: The assigned specialist is the one chosen in the plan
      Given the task "Feature Integration" is planned with:
        | field      | value  |
        | specialist | tester |
      When the task is started
      Then the assigned specialist is the tester

    @EXEC-2 @TASK-2 @critical
    Scenario Outline: A task planned for the <specialist> is assigned to the <specialist>
      Given the task "Some work" is planned with:
        | field      | value        |
        | specialist | <specialist> |
      When the task is started
      Then the assigned specialist is the <specialist>

      Examples: specialists
        | specialist  |
        | analyst     |
        | coder       |
        | documenter  |
        | reviewer    |
        | architect   |
        | devops      |
        | researcher  |
        | coordinator |
        | generic     |

    @EXEC-2 @TASK-2 @critical
    Scenario: Each of the ten specialists has role instructions of its own
      Given the task tree "Release" is planned:
        | task       | specialist  |
        | Analyse    | analyst     |
        | Write code | coder       |
        | Test       | tester      |
        | Document   | documenter  |
        | Review     | reviewer    |
        | Design     | architect   |
        | Deploy     | devops      |
        | Research   | researcher  |
        | Coordinate | coordinator |
        | Help       | generic     |
      When every subtask of "Release" is started
      Then no two of the briefs have the same role instructions

    @EXEC-2 @TASK-2 @critical
    Scenario Outline: The brief contains the task's <field>
      Given the task "Recheck the restarts" is planned with:
        | field       | value                                               |
        | description | Implement system validation for integration testing |
      When the task is started
      Then the brief mentions "<words>"

      Examples: fields
        | field       | words                                               |
        | title       | Recheck the restarts                                |
        | description | Implement system validation for integration testing |

    @EXEC-2 @critical
    Scenario Outline: The brief for <component> names its expert
      Given the task tree "Integration Testing Implementation" is planned:
        | task        | specialist | expert   |
        | <component> | tester     | <expert> |
      When "<component>" is started
      Then the brief mentions "<expert>"

      Examples: experts
        | component              | expert                        |
        | Feature Integration    | Feature Integration expert    |
        | API Testing            | Api Testing expert            |
        | System Validation      | System Validation expert      |
        | Performance Benchmarks | Performance Benchmarks expert |
        | Error Scenarios        | Error Scenarios expert        |

    @EXEC-3 @critical
    Scenario Outline: The brief for <component> contains the four planned instructions
      Given the task tree "Integration Testing Implementation" is planned:
        | task        | specialist | instructions                                                                                                    |
        | <component> | tester     | Design <subject> framework; Implement core functionality; Add orchestrator integration; Create validation tests |
      When "<component>" is started
      Then the brief mentions "Design <subject> framework"
      And the brief mentions "Implement core functionality"
      And the brief mentions "Add orchestrator integration"
      And the brief mentions "Create validation tests"

      Examples: components
        | component              | subject                |
        | Feature Integration    | feature integration    |
        | API Testing            | api testing            |
        | System Validation      | system validation      |
        | Performance Benchmarks | performance benchmarks |
        | Error Scenarios        | error scenarios        |

    @EXEC-2 @TASK-2 @normal
    Scenario: The brief contains a long description to its end
      Given the task "Read the poem" is planned with:
        | field       | value                                |
        | description | (a long text that ends in moonlight) |
      When it is started
      Then the brief mentions "moonlight"

    @TASK-2 @normal
    Scenario: Starting a task that is in progress returns its brief again
      Given the task "Feature Integration" is planned with:
        | field       | value                                        |
        | description | Implement feature integration, once and well |
      And it is in progress
      When it is started
      Then the brief mentions "Implement feature integration, once and well"
      And it is in progress

    @TASK-2 @EXEC-2 @normal
    Scenario Outline: The brief of a task already <state> names its expert
      Given the task tree "Release" is planned:
        | task  | expert        |
        | Build | Build machine |
      And "Build" is in progress
      And "Build" is <state>
      When "Build" is started
      Then the brief mentions "Build machine"

      Examples: states
        | state       |
        | in progress |
        | blocked     |

    @TASK-2 @EXEC-3 @normal
    Scenario Outline: The brief of a task already <state> contains its instructions
      Given the task tree "Release" is planned:
        | task  | instructions                         |
        | Build | Clean the folder; Compile everything |
      And "Build" is in progress
      And "Build" is <state>
      When "Build" is started
      Then the brief mentions "Clean the folder"
      And the brief mentions "Compile everything"

      Examples: states
        | state       |
        | in progress |
        | blocked     |

    @TASK-2 @TASK-4 @EXEC-2 @normal
    Scenario: A second start assigns the new specialist after a change
      Given the task "Feature Integration" is planned with:
        | field      | value  |
        | specialist | tester |
      And it is in progress
      And its specialist is changed to "reviewer"
      When it is started
      Then the assigned specialist is the reviewer

    @TASK-2 @TASK-4 @EXEC-2 @normal
    Scenario: A second start returns the role of the new specialist
      Given the task tree "Release" is planned:
        | task  | specialist |
        | Probe | tester     |
        | Check | tester     |
      And "Probe" is in progress
      And its specialist is changed to "reviewer"
      When every subtask of "Release" is started
      Then no two of the briefs have the same role instructions

    @TASK-2 @TASK-4 @normal
    Scenario Outline: A second start returns the <field> that was changed since
      Given the task "Feature Integration" is planned
      And it is in progress
      And its <field> is changed to "<new>"
      When it is started
      Then the brief mentions "<words>"

      Examples: fields
        | field       | new                     | words                   |
        | title       | Join the features       | Join the features       |
        | description | Once more, and properly | Once more, and properly |
        | context     | tools: a soldering iron | a soldering iron        |

    @TASK-2 @TASK-3 @normal
    Scenario: A blocked task keeps its summary when it is started again
      Given the task "Feature Integration" is in progress
      And its result is submitted as blocked with the summary "Half of it works"
      When it is started
      Then its summary is "Half of it works"

  Rule: An unknown task cannot be started

    @TASK-2 @critical
    Scenario: Starting an unknown task is rejected
      When an unknown task is started
      Then the start is rejected
