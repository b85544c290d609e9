Feature: Criteria of the components
  The integration testing has five components, and each the same four criteria. They are judged from what the run left
  behind: the record of the campaign, the outcomes of the scenarios, the figures that were measured, the tool list.

  Background:
    Given the suite has been run

  Rule: A component is implemented when its task went the whole way and its result is kept

    @<criterion> @critical
    Scenario Outline: <component> is implemented
      Then the task of <component> was planned, executed and completed, and its result reads back

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-1    |
        | API Testing            | API-1     |
        | System Validation      | SYS-1     |
        | Performance Benchmarks | PERF-1    |
        | Error Scenarios        | ERR-1     |

  Rule: The integration tests of a component pass

    @<criterion> @critical
    Scenario Outline: The tests of <component> pass
      Then every scenario of <component> passed

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-2    |
        | API Testing            | API-2     |
        | System Validation      | SYS-2     |
        | Performance Benchmarks | PERF-2    |
        | Error Scenarios        | ERR-2     |

  Rule: The benchmarks of a component are met

    @<criterion> @normal
    Scenario Outline: The benchmarks of <component> are met
      Then every benchmark of <component> is met

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-3    |
        | API Testing            | API-3     |
        | System Validation      | SYS-3     |
        | Performance Benchmarks | PERF-3    |
        | Error Scenarios        | ERR-3     |

  Rule: The documentation of a component is complete

    @<criterion> @normal
    Scenario Outline: <component> is documented
      Then all that <component> uses is documented

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-4    |
        | API Testing            | API-4     |
        | System Validation      | SYS-4     |
        | Performance Benchmarks | PERF-4    |
        | Error Scenarios        | ERR-4     |
