import { Part } from './part'
import { Room } from './room'
import { Shot } from './shot'
import { dayWords, type Scene, scenes } from './words'

/** What a customer does on a first day, and how the product looks meanwhile. */
export function Scenes() {
  return (
    <Part id="day" title={dayWords.title} sentence={dayWords.sentence} wide>
      <ol className="grid gap-12 md:gap-18">
        {scenes.map((scene) => (
          <li key={scene.time} className="grid gap-x-12 gap-y-6 md:grid-cols-12">
            <SceneWords scene={scene} />
            <div className="md:col-span-7">
              <ScenePictures scene={scene} />
            </div>
          </li>
        ))}
      </ol>
    </Part>
  )
}

function SceneWords({ scene: { time, title, lines } }: { scene: Scene }) {
  return (
    <div className="border-t pt-4 md:col-span-5">
      <time className="text-quiet tabular-nums">{time}</time>
      <h3 className="mt-1 font-medium text-display">{title}</h3>
      <ul className="mt-4 grid max-w-[44ch] gap-3 text-pretty text-quiet text-reading">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

function ScenePictures({ scene: { time, pictures } }: { scene: Scene }) {
  const [front, behind] = pictures
  if (!behind) {
    return (
      <Room day={partOfDay(time)} className={inset}>
        <Shot name={front} className={hung} />
      </Room>
    )
  }
  return (
    <Room day={partOfDay(time)} className={inset}>
      <div className="grid *:col-start-1 *:row-start-1">
        <div className="mb-12 ml-[12%] sm:mb-18">
          <Shot name={behind} className={hung} />
        </div>
        <div className="mt-12 mr-[12%] sm:mt-18">
          <Shot name={front} className={hung} />
        </div>
      </div>
    </Room>
  )
}

const inset = 'p-4 sm:p-12'
const hung = 'h-auto w-full border'

/** How far the day has come between eight in the morning and twenty past four. */
function partOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours - 8 + minutes / 60) / (8 + 1 / 3)
}
