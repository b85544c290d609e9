@PERF-2 @FSM-3 @own_server
Feature: What calls cost
  An orchestrator stands between a person and the work, so it must not be felt. How fast a machine is says nothing about
  that: each activity is measured in turns with a bare round trip over the same connection, in which nothing is done.
  Whatever changes a task may also write once to the same disk, since what was answered has to be safe.

  Rule: No single call is felt

    @API-3 @critical
    Scenario Outline: Next to a round trip with a durable write, <activity> costs little
      When <activity> is measured against a bare round trip with a durable write
      Then it costs at most 5 times as much

      Examples: changes
        | activity          |
        | planning a task   |
        | executing a task  |
        | completing a task |

    @API-3 @normal
    Scenario: Next to a round trip, a page of tasks costs little
      When looking up a page of tasks is measured against a bare round trip
      Then it costs at most 6 times as much

    @SYS-3 @normal
    Scenario Outline: Next to a round trip, <activity> costs little
      Given the family "A family as usual" of 10 tasks is planned
      When <activity> is measured against a bare round trip
      Then it costs at most 5 times as much

      Examples: looks at the server
        | activity              |
        | asking for the status |
        | checking the health   |

  Rule: The way of a task from plan to result is not felt

    @FEAT-3 @critical
    Scenario: A task's way costs little more than its three round trips
      When planning, executing and completing a task is measured against three bare round trips with a durable write each
      Then it costs at most 5 times as much
