@stricter @PERF-3
Feature: What the reference orchestrator costs
  The embedded orchestrator is held to tighter bounds than those of the specification, so that it stays a measure for
  others. They are no part of it: `make benchmark` measures them beside it.

  Rule: A task call costs at most two calls that do nothing

    @own_server @normal
    Scenario Outline: The reference's <activity> costs at most two calls that do nothing
      Given the family "A family as usual" of 10 tasks is planned
      When <activity> is measured against a call that does nothing
      Then it costs at most 2 times as much

      Examples: activities
        | activity                   |
        | planning a task            |
        | executing a task           |
        | completing a task          |
        | looking up a page of tasks |
        | asking for the status      |
        | checking the health        |

  Rule: A hundred thousand tasks cost what a thousand cost

    @normal
    Scenario Outline: With 100,000 tasks, the reference's <activity> costs at most 1.3 times what it costs with 1,000
      When <activity> is measured with 100,000 tasks in the store against 1,000
      Then it costs at most 1.3 times as much

      Examples: activities
        | activity                   |
        | planning a task            |
        | looking up a page of tasks |

  Rule: Who looks never waits for who writes

    @own_server @normal
    Scenario Outline: The reference's <activity> costs at most 1.3 times as much while somebody writes
      Given the family "A family to look at" of 10 tasks is planned
      When <activity> is measured in turns while somebody writes and while nobody does
      Then it costs at most 1.3 times as much

      Examples: looks
        | activity                   |
        | looking up a page of tasks |
        | asking for the status      |

  Rule: It starts nearly as fast as a bare server

    @normal
    Scenario: The reference's cold start takes at most 1.4 times as long as that of a bare server
      When cold starts are measured against those of a bare server
      Then it takes at most 1.4 times as long
