Feature: Lost connections
  Network connections fail, and clients disconnect in the middle of a message. Everything that was answered still holds.
  Everything else took effect once or not at all, and a client that connects again can continue. The work is done in
  streams, each of which plans, starts and completes one task after another.

  Rule: A client that disconnects loses nothing that was answered

    @FAULT-2 @SAFE-1 @SAFE-2 @OSM-4 @blocker @own_server
    Scenario Outline: The orchestrator stops without loss when its client disconnects during <what>
      Given 4 agents are working
      When the client disconnects in the middle of <what>
      Then the orchestrator stops by itself
      When the orchestrator is started again in the same workspace
      Then the work continues
      And every confirmed change is still in effect

      Examples: moments
        | what    |
        | a call  |
        | a reply |

    @FAULT-2 @SESSION-2 @SAFE-1 @critical @own_server
    Scenario: A session whose client disconnected can be resumed by another process
      Given a session is opened in the new directory "A long journey"
      And the task "Taken up again" is in progress
      When the client disconnects in the middle of a call
      And the orchestrator is started again in the same workspace
      And the session in "A long journey" is resumed
      Then "Taken up again" is still in progress
      When its result is submitted
      Then "Taken up again" is completed

  Rule: Over HTTP, faults and restarts affect only the calls in flight

    @FAULT-2 @SAFE-1 @OSM-4 @critical
    Scenario Outline: Work survives a network connection that <fault>
      Given the orchestrator is reached over an unreliable network connection
      And 4 agents are working
      When the network connection <fault>
      Then the work continues
      And every confirmed change is still in effect

      Examples: broken connections
        | fault                            |
        | drops                            |
        | is reset                         |
        | is half-closed                   |
        | breaks in the middle of a call   |
        | breaks in the middle of a reply  |
        | drops and is refused for a while |

      Examples: slow connections
        | fault               |
        | is slow for a while |
        | stalls for a while  |

    @FAULT-2 @SAFE-1 @OSM-4 @critical
    Scenario: A lost call takes effect once or not at all
      Given the orchestrator is reached over an unreliable network connection
      And 4 agents are working with a timeout of 0.4 s per call
      When the network connection loses every message for a while
      Then the work continues
      And every confirmed change is still in effect

    @FAULT-2 @FAULT-1 @SAFE-1 @OSM-4 @critical
    Scenario: Over HTTP, a killed orchestrator loses nothing that was answered
      Given the orchestrator is reached over HTTP
      And 4 agents are working
      When the orchestrator is killed
      And the orchestrator is started again in the same workspace
      Then the work continues
      And every confirmed change is still in effect

    @FAULT-2 @CTRL-2 @SAFE-1 @OSM-4 @critical
    Scenario: After a restart over HTTP, work continues at the same address
      Given the orchestrator is reached over HTTP
      And 4 agents are working
      When a graceful restart is requested
      Then the work continues
      And the orchestrator is back at the same address
      And every confirmed change is still in effect

  Rule: Clients that connect and disconnect do not disturb others

    @FAULT-2 @SAFE-6 @OSM-4 @critical
    Scenario: A hundred clients that connect and disconnect do not disturb the work
      Given the orchestrator is reached over HTTP
      And 2 agents are working
      When 100 clients connect and disconnect
      Then the work continues
      And every call of these agents is answered
      And every confirmed change is still in effect

    @FAULT-2 @SAFE-6 @normal
    Scenario: A request is accepted after a hundred clients have disconnected
      Given the orchestrator is reached over HTTP
      And 2 agents are working
      When 100 clients connect and disconnect
      And a request arrives for the orchestrator's own host name
      Then the request is accepted

  Rule: Requests for other hosts or from other sites are rejected

    @SAFE-9 @critical
    Scenario: Over HTTP, only this machine can reach the orchestrator by default
      Given the orchestrator is reached over HTTP
      Then only this machine can reach the orchestrator

    @SAFE-9 @critical
    Scenario Outline: Over HTTP, a request <origin> is rejected
      Given the orchestrator is reached over HTTP
      When a request arrives <origin>
      Then the request is rejected
      When a request arrives for the orchestrator's own host name
      Then the request is accepted

      Examples: foreign requests
        | origin                          |
        | for a foreign host name         |
        | for a similar foreign host name |
        | from a foreign site             |
        | from a similar foreign site     |
        | with a null origin              |
