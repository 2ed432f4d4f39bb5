// Undo in each lab goes back in what that lab edits; what the arena edits is properties.
#include "model/histories.h"

#include <gtest/gtest.h>

#include "labs/arena/setup_properties.h"

namespace saddle::app {
namespace {

TEST(Histories, UndoInALabLeavesWhatOthersEditAsItIs) {
  Document document{{"first-light", {}}};
  document.labs["network"] = {};
  document.labs["arena"] = {{"steps", 100}};
  Histories histories(document);
  histories.observe(document, false);
  document.draft.experiment.name = "mine";
  histories.observe(document, false);
  document.labs["arena"] = {{"steps", 200}};
  histories.observe(document, false);

  histories.undo("network", document);
  EXPECT_EQ(document.draft.experiment.name, "");
  EXPECT_EQ(document.labs["arena"], (Properties{{"steps", 200}}));
  histories.undo("arena", document);
  EXPECT_EQ(document.labs["arena"], (Properties{{"steps", 100}}));
  histories.redo("network", document);
  histories.redo("arena", document);
  EXPECT_EQ(document.draft.experiment.name, "mine");
  EXPECT_EQ(document.labs["arena"], (Properties{{"steps", 200}}));
}

TEST(Histories, ALabBeginsWithWhatItShowsFirst) {
  Document document;
  document.labs["arena"] = {};
  Histories histories(document);
  histories.observe(document, false);
  document.labs["arena"] = {{"steps", 100}};
  histories.observe(document, false);
  histories.undo("arena", document);
  EXPECT_EQ(document.labs["arena"], (Properties{{"steps", 100}})) << "there is nothing before that";
}

TEST(ArenaProperties, GiveBackEverySceneAsItWas) {
  for (const Scene& scene : scenes()) {
    ArenaSetup setup = scene.setup;
    EXPECT_EQ(setup_of(properties_of(setup)), setup) << scene.name;
    setup.function = "x^2 + 0.1*y";
    setup.domain = {-1.25, 2, 0.1, 1.0 / 3};
    setup.race.noise = 0.3;
    setup.race.seed = 42;
    setup.highest = 7;
    setup.least_rate = 1e-6;
    setup.most_rate = 3;
    for (int i = 0; i < 10; ++i) add_racer(setup, "adam");
    setup.race.racers.back().on = false;
    setup.race.racers.back().start = Point{0.1, -0.2};
    setup.race.racers.back().optimizer.properties["beta1"] = 0.5;
    EXPECT_EQ(setup_of(properties_of(setup)), setup) << scene.name;
  }
}

TEST(ArenaProperties, DifferWhereSetupsDiffer) {
  const ArenaSetup setup = scenes().front().setup;
  ArenaSetup other = setup;
  other.race.racers.front().name += "!";
  EXPECT_NE(properties_of(other), properties_of(setup));
  other = setup;
  other.race.racers.front().start = setup.race.start;
  EXPECT_NE(properties_of(other), properties_of(setup));
}

}  // namespace
}  // namespace saddle::app
