Feature: Component criteria
  The integration testing project has five parts, its components. Each must meet the same four criteria, judged from the
  evidence of the run: the tasks recorded for each component, the scenario results, the measurements and the tool list.

  Background:
    Given the other features have run

  Rule: A component is implemented when its task is completed with a result

    @<criterion> @critical
    Scenario Outline: <component> is implemented and its result reads back
      Then the task for <component> is completed and its result can be read back

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-1    |
        | API Testing            | API-1     |
        | System Validation      | SYS-1     |
        | Performance Benchmarks | PERF-1    |
        | Error Scenarios        | ERR-1     |

  Rule: The scenarios of a component pass

    @<criterion> @critical
    Scenario Outline: Every scenario of <component> passes
      Then every scenario of <component> passed

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-2    |
        | API Testing            | API-2     |
        | System Validation      | SYS-2     |
        | Performance Benchmarks | PERF-2    |
        | Error Scenarios        | ERR-2     |

  Rule: The benchmarks of a component pass

    @<criterion> @normal
    Scenario Outline: Every benchmark of <component> passes
      Then every benchmark of <component> passed

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-3    |
        | API Testing            | API-3     |
        | System Validation      | SYS-3     |
        | Performance Benchmarks | PERF-3    |
        | Error Scenarios        | ERR-3     |

  Rule: The tools that a component uses are documented

    @<criterion> @normal
    Scenario Outline: Every tool that <component> uses is documented
      Then every tool that <component> uses is documented

      Examples: components
        | component              | criterion |
        | Feature Integration    | FEAT-4    |
        | API Testing            | API-4     |
        | System Validation      | SYS-4     |
        | Performance Benchmarks | PERF-4    |
        | Error Scenarios        | ERR-4     |
