Feature: Exploration with interruptions
  Random calls are made while the orchestrator is restarted, shut down and killed, also in the middle of a call. Every
  reply and every search is compared with a model of the contract.

  Rule: The orchestrator keeps the contract through restarts and kills

    @ERR-2 @SAFE-1 @critical @own_server
    Scenario: Random calls with restarts and kills agree with the contract
      When 300 random calls about interruptions are made
      Then every reply and every search agrees with the contract
