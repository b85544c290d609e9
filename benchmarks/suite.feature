@stricter @PERF-3
Feature: Performance of the suite itself
  The suite should not cost its users much time. The time that it adds to a call is limited, as is the time that an
  orchestrator adds.

  Rule: The suite slows down a call only a little

    @own_server @normal
    Scenario: A call with all its evidence takes at most a quarter longer
      When a call through the suite is compared with a call through a bare client
      Then in comparison, it takes at most 1.25 times as long

  Rule: Two processes finish much sooner than one

    @normal
    Scenario: Two processes run the features in at most two thirds the time
      When a run of the features in two processes is compared with a run in one process
      Then in comparison, it takes at most 0.667 times as long
