@stricter @PERF-3
Feature: What the suite itself costs
  Whoever runs the suite waits for it. What it adds to a call is bounded, as what an orchestrator adds is.

  Rule: A call through the suite is nearly as fast as one through a bare client

    @own_server @normal
    Scenario: A call with all its evidence costs at most a quarter more
      When a call through the suite is measured against one through a bare client
      Then it costs at most 1.25 times as much

  Rule: Two processes are through much sooner than one

    @normal
    Scenario: Shared out over two processes, the features take at most two thirds of the time
      When a run of the features by two processes is measured against one by a single process
      Then it takes at most 0.667 times as long
