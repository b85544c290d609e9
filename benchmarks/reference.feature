@stricter @PERF-3
Feature: Performance of the reference orchestrator
  The embedded orchestrator is held to tighter limits than those of the specification, so that other orchestrators can be
  compared with it. These limits are no part of the specification: `make benchmark` measures them in addition.

  Rule: A call takes at most as long as two that do nothing

    @own_server @normal
    Scenario Outline: In the reference, <activity> takes at most two calls that do nothing
      Given the task tree "A typical tree" with 10 subtasks is planned
      When <activity> is compared with a call that does nothing
      Then in comparison, it takes at most 2 times as long

      Examples: activities
        | activity                |
        | planning a task         |
        | starting a task         |
        | completing a task       |
        | reading a page of tasks |
        | counting the tasks      |
        | a health check          |

  Rule: 100,000 tasks add at most 30 % to the latency with 1,000

    @normal
    Scenario Outline: 100,000 tasks hardly slow down <activity> in the reference
      When <activity> with 100,000 stored tasks is compared with the same with 1,000
      Then in comparison, it takes at most 1.3 times as long

      Examples: activities
        | activity                |
        | planning a task         |
        | reading a page of tasks |

  Rule: A reader does not wait for a writer

    @own_server @normal
    Scenario Outline: In the reference, <activity> takes hardly longer during a write
      Given the task tree "A family to look at" with 10 subtasks is planned
      When <activity> during a write is compared with the same call without a write
      Then in comparison, it takes at most 1.3 times as long

      Examples: reads
        | activity                |
        | reading a page of tasks |
        | counting the tasks      |

  Rule: The reference starts nearly as fast as a bare server

    @normal
    Scenario: The reference takes at most 1.4 times a bare server's startup time
      When a cold start is compared with a cold start of a bare server
      Then in comparison, it takes at most 1.4 times as long
