Feature: Exploration
  Examples show what their authors thought of. Here random calls are made by two clients, with values that are chosen to
  be difficult, and every reply and every search is compared with a model of the contract.

  Rule: The orchestrator keeps the contract in random sequences of calls

    @API-2 @critical @own_server
    Scenario Outline: Random calls about <area> agree with the contract
      When <calls> random calls about <area> are made
      Then every reply and every search agrees with the contract

      Examples: areas of the contract
        | area      | calls |
        | tasks     | 400   |
        | searches  | 400   |
        | results   | 400   |
        | sessions  | 400   |
        | templates | 400   |
