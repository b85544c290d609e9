Feature: Preparing a shutdown
  Before an orchestrator is shut down, its operator asks whether anything would be lost. It says ready only if nothing would,
  and otherwise names what stands in the way.

  Rule: Ready means that nothing would be lost

    @CTRL-4 @critical @own_server
    Scenario: An idle orchestrator is ready
      Given the task "Not begun yet" is planned
      When a shutdown is prepared
      Then the orchestrator is told to be ready

    @CTRL-4 @critical
    Scenario: An orchestrator with a task in progress is not ready
      Given the task "In the middle of it" is in progress
      When a shutdown is prepared
      Then the orchestrator is told not to be ready

    @CTRL-4 @normal @own_server
    Scenario: The task that stands in the way is named
      Given the task "In the middle of it" is in progress
      When a shutdown is prepared
      Then the reply names "In the middle of it"

    @CTRL-4 @normal @own_server
    Scenario: It is ready again once the task is completed
      Given the task "In the middle of it" is completed
      When a shutdown is prepared
      Then the orchestrator is told to be ready

    @CTRL-4 @normal @own_server
    Scenario: Preparing a shutdown shuts nothing down
      Given the task "In the middle of it" is in progress
      When a shutdown is prepared
      Then "In the middle of it" is still in progress
