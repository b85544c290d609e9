Feature: Tool documentation
  All that people and language models know about a tool is what the tool list says. The list must therefore be complete
  and describe every tool and every parameter.

  Rule: The tool list describes every tool and every parameter

    @SYS-4 @API-4 @FSM-4 @PROTO-4 @critical
    Scenario: Every tool has a description
      When the tools are listed
      Then 100 % of the tools have a description

    @SYS-4 @API-4 @FSM-4 @PROTO-4 @critical
    Scenario: Every parameter has a description
      When the tools are listed
      Then 100 % of the parameters have a description

    @SYS-4 @FSM-4 @normal
    Scenario: No two tools have the same description
      When the tools are listed
      Then no two tools have the same description

    @PROTO-2 @normal
    Scenario: Every tool declares which parameters it accepts
      When the tools are listed
      Then every tool declares a valid input schema

    @PROTO-2 @normal
    Scenario: Every tool lists the parameters of the contract
      When the tools are listed
      Then every parameter has the type, the values and the default of the contract

  Rule: The tool list is complete and free of duplicates

    @OSM-1 @critical
    Scenario: Every tool of the contract is listed
      When the tools are listed
      Then the list includes every tool of the contract

    @PROTO-5 @normal
    Scenario: No tool is listed twice
      When the tools are listed
      Then no tool is listed twice
