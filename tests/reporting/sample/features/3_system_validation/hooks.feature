Feature: Trouble around a scenario

  Rule: Preparing and clearing up are no criteria

    Background:
      Given a session

    @SYS-1 @breaks_before
    Scenario: Preparing breaks
      Then it holds

    @SYS-2 @breaks_after
    Scenario: Clearing up breaks
      Then it holds

    @SYS-3 @breaks_cleanup
    Scenario: A cleanup breaks
      Then it holds

    @SYS-4 @breaks_after @breaks_cleanup
    Scenario: A criterion is not met and clearing up breaks too
      Then it does not hold

    @SYS-5 @breaks_tag
    Scenario: A tag's hook breaks
      Then it holds

    @SYS-6 @attaches
    Scenario: Evidence is attached where it belongs
      When evidence is attached
      Then it holds
