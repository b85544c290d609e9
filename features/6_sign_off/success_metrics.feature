Feature: Success metrics
  Ten figures tell whether the whole is a success: five about what is promised, five about the orchestrator at work. Each
  is judged from the evidence of the whole run.

  Background:
    Given the suite has been run

  Rule: The features are a success

    @FSM-1 @critical
    Scenario: All that is required is implemented
      Then every requirement has a scenario that saw an answer

    @FSM-2 @critical
    Scenario: All quality gates pass
      Then all twenty criteria of the components are met

    @FSM-3 @normal
    Scenario: The performance benchmarks are met
      Then every performance benchmark is met

    @FSM-4 @normal
    Scenario: The documentation is complete
      Then every tool, every parameter and every feature is documented

    @FSM-5 @blocker
    Scenario: There is no critical defect
      Then no scenario of severity critical or blocker failed

  Rule: The orchestrator at work is a success

    @OSM-1 @critical
    Scenario: All tools were tried
      Then every tool that is listed and known to the contract has answered

    @OSM-2 @normal
    Scenario: Orchestration costs next to nothing
      Then the overhead that was measured is within its bound

    @OSM-3 @critical
    Scenario: What is started is completed
      Then of the tasks that were started at least 99.9 % are completed

    @OSM-4 @critical
    Scenario: Errors are recovered from
      Then every error scenario was recovered from

    @OSM-5 @normal
    Scenario: The whole ecosystem of tools is used
      Then every family of tools was used in a flow
