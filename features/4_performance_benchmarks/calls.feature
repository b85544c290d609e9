@PERF-2 @FSM-3 @own_server
Feature: Call latency
  A person or an agent waits for every call, so a call has to be quick on any machine. Measurements of each activity
  alternate with those of a round trip: a request over the same connection that does no work. Where calls change tasks, they
  are compared with a durable round trip: a round trip and one write that is flushed to the orchestrator's disk. A full task
  cycle plans, starts and completes a task.

  Rule: The latency of a single call is limited

    @API-3 @critical
    Scenario Outline: The latency of <activity> is at most five durable round trips
      When <activity> is compared with a durable round trip
      Then in comparison, it takes at most 5 times as long

      Examples: calls that change a task
        | activity          |
        | planning a task   |
        | starting a task   |
        | completing a task |

    @API-3 @normal
    Scenario: Reading a page of tasks takes at most six round trips
      When reading a page of tasks is compared with a round trip
      Then in comparison, it takes at most 6 times as long

    @API-3 @normal
    Scenario: The latency of each tool is at most twenty durable round trips
      When a call to each tool is compared with a durable round trip
      Then in comparison, it takes at most 20 times as long

    @SYS-3 @normal
    Scenario Outline: The latency of <activity> is at most five round trips
      Given the task tree "A typical tree" with 10 subtasks is planned
      When <activity> is compared with a round trip
      Then in comparison, it takes at most 5 times as long

      Examples: calls that change nothing
        | activity           |
        | counting the tasks |
        | a health check     |

  Rule: A full task cycle stays within the limits of its three calls

    @FEAT-3 @critical
    Scenario: A full task cycle takes at most fifteen durable round trips
      When a full task cycle is compared with three durable round trips
      Then in comparison, it takes at most 5 times as long
