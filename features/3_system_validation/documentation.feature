Feature: Documentation
  An orchestrator's tools are used by people and by models that know nothing but what the tool list says. So every tool and
  every parameter says what it is for.

  Rule: The tool list describes itself

    @SYS-4 @API-4 @FSM-4 @PROTO-4 @critical
    Scenario: Every tool is described
      When the tools are listed
      Then 100 % of the tools are described

    @SYS-4 @API-4 @FSM-4 @PROTO-4 @critical
    Scenario: Every parameter is described
      When the tools are listed
      Then 100 % of the parameters are described

    @SYS-4 @FSM-4 @normal
    Scenario: No two tools are described alike
      When the tools are listed
      Then no two tools are described alike

  Rule: The documentation is that of the tools that work

    @OSM-1 @critical
    Scenario: Every tool that the contract knows is offered
      When the tools are listed
      Then every tool that the contract knows is offered

    @PROTO-5 @normal
    Scenario: No tool is listed twice
      When the tools are listed
      Then no tool is listed twice

    @PROTO-2 @normal
    Scenario: Every tool says what it takes
      When the tools are listed
      Then every tool says soundly what it takes
