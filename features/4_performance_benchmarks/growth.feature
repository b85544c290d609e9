@PERF-2 @FSM-3
Feature: What many tasks cost
  A store fills up over the years. What a call costs must not grow with the tasks that lie there already, and whoever
  leafs through them must not wait longer the further back a page lies.

  Rule: A full store is as fast as a nearly empty one

    @PERF-3 @critical
    Scenario Outline: With 1,000 tasks in the store, <activity> costs what it costs with 100
      When <activity> is measured with 1,000 tasks in the store against 100
      Then it costs at most 1.5 times as much

      Examples: activities
        | activity                   |
        | planning a task            |
        | executing a task           |
        | completing a task          |
        | looking up a page of tasks |
        | asking for the status      |

    @PERF-3 @normal @large
    Scenario Outline: With <many> tasks in the store, <activity> costs what it costs with <few>
      When <activity> is measured with <many> tasks in the store against <few>
      Then it costs at most 1.5 times as much

      Examples: activities
        | activity                   | many    | few   |
        | planning a task            | 10,000  | 1,000 |
        | executing a task           | 10,000  | 1,000 |
        | completing a task          | 10,000  | 1,000 |
        | looking up a page of tasks | 10,000  | 1,000 |
        | asking for the status      | 10,000  | 1,000 |
        | planning a task            | 100,000 | 1,000 |
        | executing a task           | 100,000 | 1,000 |
        | completing a task          | 100,000 | 1,000 |
        | looking up a page of tasks | 100,000 | 1,000 |
        | asking for the status      | 100,000 | 1,000 |

  Rule: Every page costs the same

    @PERF-3 @normal
    Scenario: The last page of 1,000 tasks costs what the first one costs
      When the last page of 1,000 tasks is measured against the first
      Then it costs at most 1.5 times as much

    @PERF-3 @normal @large
    Scenario Outline: The last page of <count> tasks costs what the first one costs
      When the last page of <count> tasks is measured against the first
      Then it costs at most 1.5 times as much

      Examples: sizes
        | count   |
        | 10,000  |
        | 100,000 |
