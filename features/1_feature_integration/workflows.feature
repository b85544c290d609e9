Feature: Component workflows
  Each of the five components of integration testing goes through the whole workflow: its task is planned under the main
  task, started, and completed by a tester with a result. Then the results are synthesised.

  Rule: The workflow of each component runs from planning to synthesis

    @FLOW-1 @blocker
    Scenario: The feature integration workflow runs from planning to synthesis
      Given the task tree "Integration Testing Implementation" is planned:
        | task                | description                                           | specialist |
        | Feature Integration | Implement feature integration for integration testing | tester     |
      When "Feature Integration" is started
      Then it is in progress
      When its result is submitted with the summary "Feature integration implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis contains "Feature integration implemented" as the result of "Feature Integration"

    @FLOW-2 @blocker
    Scenario: The API testing workflow runs from planning to synthesis
      Given the task tree "Integration Testing Implementation" is planned:
        | task        | description                                   | specialist |
        | API Testing | Implement API testing for integration testing | tester     |
      When "API Testing" is started
      Then it is in progress
      When its result is submitted with the summary "API testing implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis contains "API testing implemented" as the result of "API Testing"

    @FLOW-3 @blocker
    Scenario: The system validation workflow runs from planning to synthesis
      Given the task tree "Integration Testing Implementation" is planned:
        | task              | description                                         | specialist |
        | System Validation | Implement system validation for integration testing | tester     |
      When "System Validation" is started
      Then it is in progress
      When its result is submitted with the summary "System validation implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis contains "System validation implemented" as the result of "System Validation"

    @FLOW-4 @blocker
    Scenario: The performance benchmarks workflow runs from planning to synthesis
      Given the task tree "Integration Testing Implementation" is planned:
        | task                   | description                                              | specialist |
        | Performance Benchmarks | Implement performance benchmarks for integration testing | tester     |
      When "Performance Benchmarks" is started
      Then it is in progress
      When its result is submitted with the summary "Performance benchmarks implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis contains "Performance benchmarks implemented" as the result of "Performance Benchmarks"

    @FLOW-5 @blocker
    Scenario: The error scenarios workflow runs from planning to synthesis
      Given the task tree "Integration Testing Implementation" is planned:
        | task            | description                                       | specialist |
        | Error Scenarios | Implement error scenarios for integration testing | tester     |
      When "Error Scenarios" is started
      Then it is in progress
      When its result is submitted with the summary "Error scenarios implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis contains "Error scenarios implemented" as the result of "Error Scenarios"

  Rule: Several components can be worked on together

    @FLOW-1 @FLOW-2 @FLOW-3 @FLOW-4 @FLOW-5 @critical
    Scenario: The synthesis of all five components contains a result of each
      Given the task tree "Integration Testing Implementation" is planned:
        | task                   | specialist |
        | Feature Integration    | tester     |
        | API Testing            | tester     |
        | System Validation      | tester     |
        | Performance Benchmarks | tester     |
        | Error Scenarios        | tester     |
      When every subtask of "Integration Testing Implementation" is started and completed in order
      And the results of "Integration Testing Implementation" are synthesised
      Then the synthesis contains a result for every subtask of "Integration Testing Implementation"

    @FLOW-1 @EXEC-1 @normal
    Scenario: Work in one task tree leaves the task of another tree pending
      Given the task tree "Integration Testing Implementation" is planned:
        | task                | specialist |
        | Feature Integration | tester     |
      And the task tree "Another project" is planned:
        | task                    | specialist |
        | Feature Integration too | tester     |
      When "Feature Integration" is started
      And its result is submitted
      Then "Feature Integration too" is still pending
