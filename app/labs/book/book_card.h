#pragma once

#include "labs/book/book_maker.h"
#include "model/frame.h"

namespace saddle::app {

// What a card was asked for in this frame.
enum class BookWish { nothing, open, page, ask, make, stop };

// An experiment of the book over the width of the window: what it shows, how long it takes, and, once it was made, the
// book's figures beside ours: now, or at an earlier start.
BookWish draw_book_card(Frame& frame, const BookExperiment& experiment, const BookMaker& maker, int seeds);

// How many of its figures agree, and of how many the book says something.
struct BookAgreement {
  int agree = 0, of = 0;
};
BookAgreement agreement(const std::vector<BookFigure>& figures);

}  // namespace saddle::app
