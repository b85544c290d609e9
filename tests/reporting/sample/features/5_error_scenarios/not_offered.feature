Feature: What a target does not offer

  @ERR-1
  Scenario: A step finds out that a tool is missing
    Given a session
    When a tool is missing
    Then it holds

  @ERR-2 @missing_before
  Scenario: Preparing finds out that a tool is missing
    Given a session
    Then it holds

  @ERR-3
  Scenario: The hook after a step finds out
    Given a session
    When the hook finds a tool missing
    Then it holds

  @ERR-4
  Scenario: The hook after the last step finds out
    Given a session
    When the hook finds a tool missing

  @ERR-5
  Scenario: A skip that gives no reason
    When it is skipped
    Then it holds
