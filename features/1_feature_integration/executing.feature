Feature: Executing
  Executing a task starts it and hands the specialist who takes it all that is needed to do the work: the role with its
  instructions, what the task is, and what was said about it at planning.

  Rule: An executed task is in progress

    @EXEC-1 @TASK-2 @critical
    Scenario Outline: <component> is in progress once it is executed
      Given the family "Integration Testing Implementation" is planned:
        | task        | specialist |
        | <component> | tester     |
      When "<component>" is executed
      Then it is in progress

      Examples: components
        | component              |
        | Feature Integration    |
        | API Testing            |
        | System Validation      |
        | Performance Benchmarks |
        | Error Scenarios        |

    @EXEC-1 @critical
    Scenario: The components are executed in the planned order
      Given the family "Integration Testing Implementation" is planned:
        | task                   | specialist | waits for              |
        | Feature Integration    | tester     |                        |
        | API Testing            | tester     | Feature Integration    |
        | System Validation      | tester     | API Testing            |
        | Performance Benchmarks | tester     | System Validation      |
        | Error Scenarios        | tester     | Performance Benchmarks |
      When every task of "Integration Testing Implementation" is executed and completed in order
      Then every task of "Integration Testing Implementation" is completed

    @EXEC-1 @normal
    Scenario: Executing one task starts no other
      Given the family "Release" is planned:
        | task  |
        | Build |
        | Check |
      When "Build" is executed
      Then "Check" is still pending

    @TASK-2 @normal
    Scenario: A blocked task is taken up again by executing it
      Given the task "Paint the door" is blocked
      When it is executed
      Then it is in progress

  Rule: Executing hands back the specialist's context

    @EXEC-2 @TASK-2 @critical
    Scenario: The role is the one that was planned
      Given the task "Feature Integration" is planned with:
        | value      | given  |
        | specialist | tester |
      When it is executed
      Then the specialist handed back is the tester

    @EXEC-2 @TASK-2 @critical
    Scenario Outline: The <specialist> gets instructions of a role of its own
      Given the task "Some work" is planned with:
        | value      | given        |
        | specialist | <specialist> |
      And the task "Other work" is planned with:
        | value      | given   |
        | specialist | <other> |
      When both "Some work" and "Other work" are executed
      Then they are handed different instructions

      Examples: neighbours among the ten roles
        | specialist  | other       |
        | analyst     | coder       |
        | coder       | tester      |
        | tester      | documenter  |
        | documenter  | reviewer    |
        | reviewer    | architect   |
        | architect   | devops      |
        | devops      | researcher  |
        | researcher  | coordinator |
        | coordinator | generic     |
        | generic     | analyst     |

    @EXEC-2 @TASK-2 @critical
    Scenario Outline: The context tells the task's <value>
      Given the task "System Validation" is planned with:
        | value       | given                                               |
        | description | Implement system validation for integration testing |
        | specialist  | tester                                              |
      When it is executed
      Then the context handed back tells "<words>"

      Examples: what the task is
        | value       | words                                               |
        | title       | System Validation                                   |
        | description | Implement system validation for integration testing |

    @EXEC-2 @critical
    Scenario Outline: The context names the <expert>
      Given the family "Integration Testing Implementation" is planned:
        | task        | specialist | expert   |
        | <component> | tester     | <expert> |
      When "<component>" is executed
      Then the context handed back tells "<expert>"

      Examples: the component's own expert
        | component              | expert                        |
        | Feature Integration    | Feature Integration expert    |
        | API Testing            | Api Testing expert            |
        | System Validation      | System Validation expert      |
        | Performance Benchmarks | Performance Benchmarks expert |
        | Error Scenarios        | Error Scenarios expert        |

    @EXEC-3 @critical
    Scenario Outline: The context carries the four instructions for <component>
      Given the family "Integration Testing Implementation" is planned:
        | task        | specialist | instructions                                                                                                    |
        | <component> | tester     | Design <subject> framework; Implement core functionality; Add orchestrator integration; Create validation tests |
      When "<component>" is executed
      Then the context handed back tells "Design <subject> framework"
      And the context handed back tells "Implement core functionality"
      And the context handed back tells "Add orchestrator integration"
      And the context handed back tells "Create validation tests"

      Examples: components
        | component              | subject                |
        | Feature Integration    | feature integration    |
        | API Testing            | api testing            |
        | System Validation      | system validation      |
        | Performance Benchmarks | performance benchmarks |
        | Error Scenarios        | error scenarios        |

    @TASK-2 @normal
    Scenario: Executing a task in progress hands back its context again
      Given the task "Feature Integration" is planned with:
        | value       | given                                        |
        | description | Implement feature integration, once and well |
      When it is executed
      And it is executed
      Then the context handed back tells "Implement feature integration, once and well"
      And it is in progress

  Rule: What cannot be worked on is not executed

    @TASK-2 @critical
    Scenario Outline: A task that is <state> is not executed
      Given the task "Paint the door" is <state>
      When it is executed
      Then the execution is refused
      And "Paint the door" is still <state>

      Examples: final states
        | state     |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

    @TASK-2 @critical
    Scenario: A task nobody knows is not executed
      When an unknown task is executed
      Then the execution is refused
