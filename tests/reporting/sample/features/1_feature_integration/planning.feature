@normal
Feature: Planning a piece of work

  Background:
    Given a session

  @PLAN-1 @critical
  Scenario: A plan keeps the title it was given
    When "Write the release notes" is planned
    Then it holds

  @PLAN-2
  Scenario Outline: A plan of <size> size is kept
    When "<size> work" is planned with the values
      | value | kept   |
      | size  | <size> |
    Then it holds

    Examples: sizes
      | size  |
      | small |
      | huge  |

  @large
  Scenario: Ten thousand plans are kept
    Then it holds

  @PLAN-3 @blocker
  Rule: A plan can wait for another

    Scenario: Work waits
      When "Publish" is planned
      Then it holds

    @PLAN-4 @minor
    Scenario: Work that waits for itself is refused
      When "Publish" is planned
      Then it does not hold
      And it holds

    @large
    Scenario: A thousand plans wait
      Then it holds
