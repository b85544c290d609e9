Feature: Workflows
  The five components of the integration testing each go the whole way: planned under the main task, executed by a
  tester, completed with a result, and synthesised.

  Rule: Each component's workflow runs from planning to synthesis

    @FLOW-1 @blocker
    Scenario: The feature integration workflow
      Given the family "Integration Testing Implementation" is planned:
        | task                | description                                           | specialist |
        | Feature Integration | Implement feature integration for integration testing | tester     |
      When "Feature Integration" is executed
      Then it is in progress
      When its work is handed in with the summary "Feature integration implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis carries "Feature integration implemented" as the result of "Feature Integration"

    @FLOW-2 @blocker
    Scenario: The API testing workflow
      Given the family "Integration Testing Implementation" is planned:
        | task        | description                                   | specialist |
        | API Testing | Implement API testing for integration testing | tester     |
      When "API Testing" is executed
      Then it is in progress
      When its work is handed in with the summary "API testing implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis carries "API testing implemented" as the result of "API Testing"

    @FLOW-3 @blocker
    Scenario: The system validation workflow
      Given the family "Integration Testing Implementation" is planned:
        | task              | description                                         | specialist |
        | System Validation | Implement system validation for integration testing | tester     |
      When "System Validation" is executed
      Then it is in progress
      When its work is handed in with the summary "System validation implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis carries "System validation implemented" as the result of "System Validation"

    @FLOW-4 @blocker
    Scenario: The performance benchmarks workflow
      Given the family "Integration Testing Implementation" is planned:
        | task                   | description                                              | specialist |
        | Performance Benchmarks | Implement performance benchmarks for integration testing | tester     |
      When "Performance Benchmarks" is executed
      Then it is in progress
      When its work is handed in with the summary "Performance benchmarks implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis carries "Performance benchmarks implemented" as the result of "Performance Benchmarks"

    @FLOW-5 @blocker
    Scenario: The error scenarios workflow
      Given the family "Integration Testing Implementation" is planned:
        | task            | description                                       | specialist |
        | Error Scenarios | Implement error scenarios for integration testing | tester     |
      When "Error Scenarios" is executed
      Then it is in progress
      When its work is handed in with the summary "Error scenarios implemented"
      Then it is completed
      When the results of "Integration Testing Implementation" are synthesised
      Then the synthesis carries "Error scenarios implemented" as the result of "Error Scenarios"

  Rule: The components work together

    @FLOW-1 @FLOW-2 @FLOW-3 @FLOW-4 @FLOW-5 @critical
    Scenario: All five components, one after the other, become one result
      Given the family "Integration Testing Implementation" is planned:
        | task                   | specialist |
        | Feature Integration    | tester     |
        | API Testing            | tester     |
        | System Validation      | tester     |
        | Performance Benchmarks | tester     |
        | Error Scenarios        | tester     |
      When every task of "Integration Testing Implementation" is executed and completed in order
      And the results of "Integration Testing Implementation" are synthesised
      Then the synthesis carries a result of every task of "Integration Testing Implementation"

    @FLOW-1 @EXEC-1 @normal
    Scenario: Two families at work do not get in each other's way
      Given the family "Integration Testing Implementation" is planned:
        | task                | specialist |
        | Feature Integration | tester     |
      And the family "Another project" is planned:
        | task                    | specialist |
        | Feature Integration too | tester     |
      When "Feature Integration" is executed
      And its work is handed in
      Then "Feature Integration too" is still pending
