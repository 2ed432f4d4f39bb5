#pragma once

#include <string>

#include "model/frame.h"
#include "panels/explain/question.h"

// The views of the panel "explain": each draws what is known of the drawing over the rest of the window.
namespace saddle::app {

// The picture, and over a copy of it what speaks for the class (warm) and against it (cold).
void draw_why(Frame& frame, const Explanation& found);
// A cell for each place, in the color of its answer, strong where it is sure. `cell`: the one whose picture is shown;
// a click chooses another. -1: none yet.
void draw_shift_map(Frame& frame, const Explanation& found, int& cell);
// A row for each juror and one for their mean.
void draw_jury(Frame& frame, const Explanation& found);
// How often each of them is right on the test set, and their mean.
void draw_measured(Frame& frame, const MeasuredJury& measured);
// The probabilities of all classes while the drawing came about.
void draw_strokes(Frame& frame, const Explanation& found);

// Where a film is.
struct FilmPlayer {
  double at = 0;  // picture
  bool playing = false;
};
// The picture at that place with its answer, a track to move along, and the probabilities of the strongest classes all
// along the way.
void draw_film(Frame& frame, const Film& film, FilmPlayer& player, float height);

}  // namespace saddle::app
