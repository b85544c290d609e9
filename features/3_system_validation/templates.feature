Feature: Templates
  Recurring work is described once, as a template with parameters. When values are given for the parameters, tasks are
  planned with the hierarchy and the dependencies that the template describes.

  Background: A release template
    Given the draft of the template "release" has the parameters:
      | parameter | type   | required | default |
      | PRODUCT   | string | yes      |         |
      | ROUNDS    | number | no       | 2       |
    And the draft of the template "release" has the tasks:
      | key   | title           | description                     | specialist | parent | depends on |
      | whole | Release PRODUCT | Release it after ROUNDS rounds  |            |        |            |
      | build | Build PRODUCT   | Build PRODUCT for everybody     | coder      | whole  |            |
      | check | Check PRODUCT   | Check the build of PRODUCT      | tester     | whole  | build      |
      | ship  | Ship PRODUCT    | Ship PRODUCT to those who asked | devops     | whole  | check      |

  Rule: Tasks planned from a template can be completed like any others

    @SYS-2 @TMPL-3 @OSM-5 @blocker
    Scenario: Tasks planned from a template can be completed and synthesised
      Given the template "release" is created
      And the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | Apollo |
      When every subtask of "Release Apollo" is started and completed in order
      And the results of "Release Apollo" are synthesised
      Then the synthesis contains a result for every subtask of "Release Apollo"

    @SYS-2 @TMPL-3 @critical
    Scenario: Tasks planned from a template have its hierarchy
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | Hermes |
      And the subtasks of "Release Hermes" are searched
      Then the search finds exactly "Build Hermes, Check Hermes, Ship Hermes"

    @SYS-2 @TMPL-3 @critical
    Scenario: Tasks planned from a template have its dependencies
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Zeus  |
      Then "Ship Zeus" depends only on "Check Zeus"
      And "Build Zeus" depends on no task

    @SYS-2 @TMPL-1 @critical @own_server
    Scenario: A template loads unchanged after the orchestrator is started again
      Given the template "release" is created
      When the orchestrator is started again in the same workspace
      Then the template "release" loads unchanged
