Feature: Synthesising
  When the parts are done, the whole is put together: the results of the children become the result of the parent, and
  nobody is told that all is well while something is still open.

  Rule: The results of the children become the result of the parent

    @VALID-7 @RESULT-1 @critical
    Scenario: Every child's summary is in the synthesis
      Given the family "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is completed with the summary "Checked by two people"
      When the results of "Release" are synthesised
      Then the synthesis carries "Built on three platforms" as the result of "Build"
      And the synthesis carries "Checked by two people" as the result of "Check"

    @VALID-7 @RESULT-1 @normal
    Scenario: The results stand in the planned order
      Given the family "Release" is planned:
        | task  |
        | Build |
        | Check |
        | Ship  |
      And "Ship" is completed with the summary "Shipped on Monday"
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is completed with the summary "Checked by two people"
      When the results of "Release" are synthesised
      Then the results stand in the order "Build, Check, Ship"

    @VALID-7 @RESULT-1 @normal
    Scenario: The artifacts of the children are named
      Given the family "Release" is planned:
        | task  |
        | Build |
      And "Build" is completed with the summary "Built on three platforms"
      When the results of "Release" are synthesised
      Then the synthesis names the artifact of "Build"

    @VALID-7 @RESULT-1 @normal
    Scenario: Results of another family stay out
      Given the family "Release" is planned:
        | task  |
        | Build |
      And the family "Holiday" is planned:
        | task            |
        | Book the flight |
      And "Build" is completed with the summary "Built on three platforms"
      And "Book the flight" is completed with the summary "Two seats by the window"
      When the results of "Release" are synthesised
      Then the synthesis does not mention "Two seats by the window"

  Rule: An unfinished family is told to be unfinished

    @VALID-7 @RESULT-1 @critical
    Scenario: The child that is not done is named
      Given the family "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      When the results of "Release" are synthesised
      Then the synthesis tells that "Check" is unfinished

    @VALID-7 @RESULT-1 @normal
    Scenario: A finished family has no unfinished child
      Given the family "Release" is planned:
        | task  |
        | Build |
      And "Build" is completed with the summary "Built on three platforms"
      When the results of "Release" are synthesised
      Then the synthesis tells that nothing is unfinished

  Rule: Where there are no results there is nothing to synthesise

    @RESULT-1 @critical
    Scenario: A task nobody knows has no results
      When the results of an unknown task are synthesised
      Then the synthesis is refused

    @RESULT-1 @normal
    Scenario: A task without children has no results to put together
      Given the task "All alone" is planned
      When the results of "All alone" are synthesised
      Then the synthesis is refused

  Rule: The main task is the final delivery

    @VALID-8 @TASK-3 @critical
    Scenario: The main task is completed when its components are
      Given the family "Integration Testing Implementation" is planned:
        | task                | specialist |
        | Feature Integration | tester     |
      And "Feature Integration" is completed
      And "Integration Testing Implementation" is in progress
      When the work of "Integration Testing Implementation" is handed in
      Then "Integration Testing Implementation" is completed

    @VALID-8 @TASK-3 @normal
    Scenario: The main task can be completed while a component is open
      Given the family "Integration Testing Implementation" is planned:
        | task                |
        | Feature Integration |
      And "Integration Testing Implementation" is in progress
      When the work of "Integration Testing Implementation" is handed in
      Then "Integration Testing Implementation" is completed
      And "Feature Integration" is still pending
