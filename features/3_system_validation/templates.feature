Feature: Templates
  Work that comes again and again is written down once, as a template with blanks. Filled in, it becomes tasks that stand
  in their hierarchy and wait for each other as it says.

  Background: A template for a release
    Given the template "release" has the parameters:
      | parameter | type   | required | default |
      | PRODUCT   | string | yes      |         |
      | ROUNDS    | number | no       | 2       |
    And the template "release" has the tasks:
      | key   | title           | description                     | specialist | parent | waits for |
      | whole | Release PRODUCT | Release it after ROUNDS rounds  |            |        |           |
      | build | Build PRODUCT   | Build PRODUCT for everybody     | coder      | whole  |           |
      | check | Check PRODUCT   | Check the build of PRODUCT      | tester     | whole  | build     |
      | ship  | Ship PRODUCT    | Ship PRODUCT to those who asked | devops     | whole  | check     |

  Rule: A template goes from creation to finished tasks

    @SYS-2 @TMPL-3 @OSM-5 @blocker
    Scenario: Tasks made of a template go the whole way
      Given the template "release" is created
      And the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | Apollo |
      When every task of "Release Apollo" is executed and completed in order
      And the results of "Release Apollo" are synthesised
      Then the synthesis carries a result of every task of "Release Apollo"

    @SYS-2 @TMPL-3 @critical
    Scenario: The tasks stand in the hierarchy of the template
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | Hermes |
      And the tasks of "Release Hermes" are looked up
      Then exactly "Build Hermes, Check Hermes, Ship Hermes" are found

    @SYS-2 @TMPL-3 @critical
    Scenario: The tasks wait for each other as the template says
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Zeus  |
      Then "Ship Zeus" waits for exactly "Check Zeus"
      And "Build Zeus" waits for nothing

    @SYS-2 @TMPL-1 @critical @own_server
    Scenario: A template is there in a new process
      Given the template "release" is created
      When the orchestrator is started anew in the same workspace
      Then the template "release" loads back with equal value
