@breaks_after_feature
Feature: A feature that cannot be cleared up

  @SIGN-3
  Scenario: It was judged all the same
    Then it holds
