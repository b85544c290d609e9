@breaks_feature
Feature: A feature that cannot be prepared

  @SIGN-1
  Scenario: Nothing of it can be judged
    Then it holds

  Rule: Not even its rules

    @SIGN-2
    Scenario: Nor this
      Then it holds
