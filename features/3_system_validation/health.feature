Feature: Health
  Whoever depends on an orchestrator asks how it is. The answer is worth something only when it is the truth: healthy means
  that the store answers now.

  Rule: Health tells the truth

    @VALID-1 @CTRL-1 @blocker
    Scenario: A working orchestrator is healthy
      When the health is checked
      Then the orchestrator is told to be healthy

    @VALID-1 @CTRL-1 @critical
    Scenario: The store is told to be connected
      When the health is checked
      Then the store is told to be connected

    @CTRL-1 @PROTO-5 @normal
    Scenario: The version told is the orchestrator's own
      When the health is checked
      Then the version told is the one it introduced itself with

    @CTRL-1 @normal
    Scenario: The store can be left out of the answer
      When the health is checked without the store
      Then nothing is told of the store

    @VALID-1 @CTRL-1 @critical
    Scenario: Health can be checked while work goes on
      When the health is checked while 20 tasks are being planned
      Then the orchestrator is told to be healthy
      And every one of the 20 calls was answered

  Rule: An orchestrator without its store is not healthy

    @CTRL-1 @SAFE-4 @critical @own_server
    Scenario Outline: A store that is <harm> makes it unhealthy
      Given the task "Written before" is planned
      When the store is <harm> behind its back
      And the health is checked
      Then the orchestrator is told not to be healthy

      Examples: harm
        | harm                     |
        | deleted                  |
        | overwritten with rubbish |
