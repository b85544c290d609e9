Feature: Success metrics
  Ten metrics decide whether the project is a success: five about the features, and five about the orchestrator at work.
  Each is judged from the evidence of the whole run.

  Background:
    Given the other features have run

  Rule: The features meet their success metrics

    @FSM-1 @critical
    Scenario: Every requirement is met by an accepted answer
      Then every requirement is met by an accepted answer

    @FSM-2 @critical
    Scenario: All twenty component criteria are met
      Then every component criterion is met

    @FSM-3 @normal
    Scenario: All performance benchmarks are met
      Then every performance benchmark is met

    @FSM-4 @normal
    Scenario: Every tool and every parameter is described in its own words
      Then every tool and parameter is described in its own words

    @FSM-5 @blocker
    Scenario: No scenario of severity critical or blocker fails
      Then no scenario of severity critical or blocker failed

  Rule: The orchestrator meets its success metrics

    @OSM-1 @critical
    Scenario: Every listed tool of the contract does what is requested
      Then every listed tool of the contract did what was requested

    @OSM-2 @normal
    Scenario: The measured overhead of the orchestrator is within its limit
      Then the measured overhead is within its bound

    @OSM-3 @critical
    Scenario: At least 99.9 % of the started tasks are completed
      Then at least 99.9 % of the started tasks are completed

    @OSM-4 @critical
    Scenario: The orchestrator recovers from every injected fault
      Then the orchestrator recovered from every fault

    @OSM-5 @normal
    Scenario: Every tool of every family is used in a workflow that passes
      Then every tool of every family was used in a passing workflow
