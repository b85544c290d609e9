@PERF-2 @FSM-3
Feature: Latency with many tasks
  A data store fills up over the years. The latency of a call must hardly depend on the number of stored tasks, and the
  last page of a list must be nearly as quick to read as the first.

  Rule: Latency with many tasks is at most 1.5 times that with few

    @PERF-3 @critical
    Scenario Outline: With 1,000 tasks, <activity> is nearly as fast as with 100
      When <activity> with 1,000 stored tasks is compared with the same with 100
      Then in comparison, it takes at most 1.5 times as long

      Examples: activities
        | activity                |
        | planning a task         |
        | starting a task         |
        | completing a task       |
        | reading a page of tasks |
        | counting the tasks      |

    @PERF-3 @normal @large
    Scenario Outline: With <many> tasks, <activity> is nearly as fast as with <few>
      When <activity> with <many> stored tasks is compared with the same with <few>
      Then in comparison, it takes at most 1.5 times as long

      Examples: activities
        | activity                | many    | few   |
        | planning a task         | 10,000  | 1,000 |
        | starting a task         | 10,000  | 1,000 |
        | completing a task       | 10,000  | 1,000 |
        | reading a page of tasks | 10,000  | 1,000 |
        | counting the tasks      | 10,000  | 1,000 |
        | planning a task         | 100,000 | 1,000 |
        | starting a task         | 100,000 | 1,000 |
        | completing a task       | 100,000 | 1,000 |
        | reading a page of tasks | 100,000 | 1,000 |
        | counting the tasks      | 100,000 | 1,000 |

  Rule: Reading the last page is nearly as fast as reading the first

    @PERF-3 @normal
    Scenario: With 1,000 tasks, the last page is hardly slower than the first
      When reading the last page of 1,000 tasks is compared with reading the first page
      Then in comparison, it takes at most 1.5 times as long

    @PERF-3 @normal @large
    Scenario Outline: With <count> tasks, the last page is hardly slower than the first
      When reading the last page of <count> tasks is compared with reading the first page
      Then in comparison, it takes at most 1.5 times as long

      Examples: sizes
        | count   |
        | 10,000  |
        | 100,000 |
