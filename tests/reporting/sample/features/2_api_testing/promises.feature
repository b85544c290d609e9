Feature: What each call promises

  @API-1
  Scenario: The first scenario after a rule has its own steps
    Given a session
    Then it holds with the words
      """
      a text of
      two lines
      """

  @API-2
  Scenario: A step that raises something else than an assertion
    Given a session
    When the suite itself breaks
    Then it holds

  @API-3
  Scenario: Several errors at once
    When two errors come together

  @API-4
  Scenario: A target that cannot be reached
    When the target cannot be spoken to

  @API-5
  Scenario: A check that says nothing
    Then something silent does not hold

  @API-6
  Scenario: A step that has no words
    Given a session
    When nobody wrote this phrase
    Then it holds

  @API-7
  Scenario: A step is not written yet
    When this is pending
